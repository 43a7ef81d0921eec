// A data folder with the sample data and a server over it, for one test file.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const program = process.env.RAPPORTEUR_PROGRAM ?? join(root, "build/release/bin/rapporteur");

// "http://127.0.0.1:PORT" of a server that has just begun to listen.
function addressOf(server) {
  return new Promise((found, failed) => {
    const said = [];
    for (const stream of [server.stdout, server.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const address = /^Serving .* at (http:\/\/\S+?)\/ /.exec(line);
        if (address) found(address[1]);
      });
    }
    server.on("error", failed);
    server.on("exit", (code) => failed(new Error(`serve ended with ${code}: ${said.join("\n")}`)));
  });
}

export async function startStore() {
  const folder = mkdtempSync(join(tmpdir(), "rapporteur-browser-"));
  const data = join(folder, "data");
  const run = (...words) =>
    execFileSync(program, ["--data", data, ...words], { encoding: "utf8", cwd: root, maxBuffer: 1 << 28 });
  const token = /\/first\/([0-9a-f]+)/.exec(run("init"))[1];
  const samples = "countries/regional/samples";
  run("import", `${samples}/published_figures.csv`, "--mapping", "published-figures", "--accept-good-rows");
  run("import", `${samples}/world_bank_population.csv`, "--mapping", "world-bank-population", "--accept-good-rows");
  for (const name of readdirSync(join(root, "countries/serbia/samples")).sort()) {
    if (name.startsWith("astra_")) run("import", `countries/serbia/samples/${name}`);
  }
  // Without buffering its first line would come when the server ends.
  const server = spawn("stdbuf", ["-oL", program, "--data", data, "serve", "--listen", "127.0.0.1:0"], { cwd: root });
  const origin = await addressOf(server);
  return {
    origin,
    firstLink: `${origin}/first/${token}`,
    // What the command line says of the same store.
    json: (...words) => JSON.parse(run("--json", ...words)),
    stop: () =>
      new Promise((done) => {
        server.on("exit", () => {
          rmSync(folder, { recursive: true, force: true });
          done();
        });
        server.kill("SIGTERM");
      }),
  };
}
