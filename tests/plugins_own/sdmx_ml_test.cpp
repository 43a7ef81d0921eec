// SDMX-ML through the importer's class.
#include <catch2/catch.hpp>
#include <string>

#include "plugins/sdmx_import/sdmx_import.h"
#include "tests/plugins_own/shown_run.h"

namespace rapporteur {
namespace {

rpt::testing::Run Import(const std::string& text, const std::string& options = "{}") {
  return rpt::testing::run(SdmxImport(), text, options);
}

const std::string kSpaces = "http://www.sdmx.org/resources/sdmxml/schemas/";

struct Head {
  std::string version = "v2_1", root = "StructureSpecificData", dimension = "TIME_PERIOD", action,
              more;
};

// A message whose data sets are `body`.
std::string Message(const std::string& body, const Head& head = {}) {
  const std::string at = kSpaces + head.version;
  return "<?xml version='1.0' encoding='UTF-8'?>\n<m:" + head.root + " xmlns:m='" + at +
         "/message' xmlns:c='" + at + "/common' xmlns:g='" + at + "/data/generic' xmlns:ss='" + at +
         "/data/structurespecific' xmlns:n='urn:n' "
         "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>"
         "<m:Header><m:ID>x</m:ID><m:Sender id='RPT'/>"
         "<m:Structure structureID='S' dimensionAtObservation='" +
         head.dimension + "'" + head.more +
         "><c:Structure><Ref agencyID='A' id='B' version='1.0'/></c:Structure></m:Structure>"
         "<m:Structure structureID='T' dimensionAtObservation='AllDimensions'>"
         "<c:Structure>urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure=A:C(2.0)</"
         "c:Structure></m:Structure>" +
         (head.action.empty() ? "" : "<m:DataSetAction>" + head.action + "</m:DataSetAction>") +
         "</m:Header>" + body + "</m:" + head.root + ">";
}

std::string Set(const std::string& body, const std::string& attributes = "") {
  return "<m:DataSet ss:structureRef='S' ss:dataScope='DataStructure' xsi:type='n:DataSetType' " +
         attributes + ">" + body + "</m:DataSet>";
}

std::string GenericSet(const std::string& body, const std::string& attributes = "") {
  return "<m:DataSet structureRef='S' " + attributes + ">" + body + "</m:DataSet>";
}

Head Generic() {
  Head head;
  head.root = "GenericData";
  return head;
}

TEST_CASE("structure-specific data sets become rows") {
  struct Case {
    const char* what;
    std::string body, table;
  };
  const Case cases[] = {
      {"time series, attributes of the set, the series and the observation",
       Set("<Series GEO='RS' SEX='F' DECIMALS='0'><Obs TIME_PERIOD='2016' OBS_VALUE='40.10' "
           "OBS_STATUS='A'/>"
           "<Obs TIME_PERIOD='2017' OBS_STATUS='O'/></Series>"
           "<Series GEO='RS' SEX='M'><Obs TIME_PERIOD='2016' OBS_VALUE='NaN'/></Series>",
           "UNIT='PERS'"),
       "UNIT|GEO|SEX|DECIMALS|TIME_PERIOD|OBS_VALUE.|OBS_STATUS\n"
       "1: PERS|RS|F|0|2016|40.10|A\n2: PERS|RS|F|0|2017|-|O\n3: PERS|RS|M|-|2016|-|-"},
      {"flat",
       Set("<Obs GEO='RS' TIME_PERIOD='2016' OBS_VALUE='1'/><Obs GEO='ME' TIME_PERIOD='2016' "
           "OBS_VALUE='2'/>"),
       "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1\n2: ME|2016|2"},
      {"groups, whose key is what the series have",
       Set("<Group xsi:type='n:Sibling' SEX='F' TITLE='Women' type='Sibling'/>"
           "<Group xsi:type='n:Sibling' SEX='M' TITLE='Men'/>"
           "<Series GEO='RS' SEX='F'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>"
           "<Series GEO='RS' SEX='M'><Obs TIME_PERIOD='2016' OBS_VALUE='2'/></Series>"),
       "SEX|TITLE|GEO|TIME_PERIOD|OBS_VALUE.\n1: F|Women|RS|2016|1\n2: M|Men|RS|2016|2"},
      {"a group over the dimension of the observations",
       Set("<Group GEO='RS' TIME_PERIOD='2017' NOTE='late'/>"
           "<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/><Obs TIME_PERIOD='2017' "
           "OBS_VALUE='2'/></Series>"),
       "GEO|TIME_PERIOD|NOTE|OBS_VALUE.\n1: RS|2016|-|1\n2: RS|2017|late|2"},
      {"two data sets of one structure, the second with another attribute",
       Set("<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>", "UNIT='A'") +
           Set("<Series GEO='ME'><Obs TIME_PERIOD='2016' OBS_VALUE='2' NOTE='x'/></Series>"),
       "UNIT|GEO|TIME_PERIOD|OBS_VALUE.|NOTE\n1: A|RS|2016|1|-\n2: -|ME|2016|2|x"},
      {"two structures",
       Set("<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>") +
           "<m:DataSet ss:structureRef='T'><Obs SEX='F' OBS_VALUE='2'/></m:DataSet>",
       "STRUCTURE_ID|GEO|TIME_PERIOD|OBS_VALUE.|SEX\n1: A:B(1.0)|RS|2016|1|-\n2: A:C(2.0)|-|-|2|F"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    CHECK(TableOf(Import(Message(c.body))) == c.table);
    Head three;
    three.version = "v3_0";
    CHECK(TableOf(Import(Message(c.body, three))) == c.table);
  }
}

TEST_CASE("cross-sections by any dimension, and measures of their own, become rows") {
  Head head;
  head.dimension = "SEX";
  CHECK(TableOf(Import(
            Message(Set("<Series GEO='RS' TIME_PERIOD='2016'><Obs SEX='F' OBS_VALUE='1'/>"
                        "<Obs SEX='M' OBS_VALUE='2'/></Series>"),
                    head))) == "GEO|TIME_PERIOD|SEX|OBS_VALUE.\n1: RS|2016|F|1\n2: RS|2016|M|2");
  head.dimension = "MEASURE";
  head.more = " explicitMeasures='true'";
  CHECK(TableOf(Import(
            Message(Set("<Series GEO='RS' TIME_PERIOD='2016'>"
                        "<Obs xsi:type='n:VICTIMS' OBS_VALUE='1'/><Obs type='CASES' OBS_VALUE='2'/>"
                        "</Series>"),
                    head))) ==
        "GEO|TIME_PERIOD|MEASURE|OBS_VALUE.\n1: RS|2016|VICTIMS|1\n2: RS|2016|CASES|2");
}

TEST_CASE("components with several values, languages and partial keys of SDMX-ML 3.0 are read") {
  Head head;
  head.version = "v3_0";
  const std::string body =
      Set("<Atts UNIT='PERS'/><Atts SEX='F'><Comp id='TITLE'><Value><c:Text "
          "xml:lang='en'>Women</c:Text>"
          "<c:Text xml:lang='sr'>\xC5\xBD"
          "ene</c:Text></Value></Comp></Atts>"
          "<Series SEX='F'><Comp id='AGENCY'><Value>A1</Value><Value>B;2</Value></Comp>"
          "<Obs TIME_PERIOD='2016' OBS_VALUE='1'><Comp "
          "id='OBS_STATUS'><Value>A</Value><Value>U</Value></Comp></Obs>"
          "<Obs TIME_PERIOD='2017'><Comp id='NOTE'><Value><c:StructuredText><p>seen "
          "<b>twice</b></p></c:StructuredText></Value></Comp></Obs>"
          "</Series>");
  CHECK(TableOf(Import(Message(body, head))) ==
        "UNIT|SEX|TITLE|AGENCY|TIME_PERIOD|OBS_VALUE.|OBS_STATUS|NOTE\n"
        "1: PERS|F|en:Women;sr:\xC5\xBD"
        "ene|A1;\"B;2\"|2016|1|A;U|-\n"
        "2: PERS|F|en:Women;sr:\xC5\xBD"
        "ene|A1;\"B;2\"|2017|-|-|seen twice");
}

TEST_CASE("generic data sets become rows") {
  const std::string series =
      "<g:Attributes><g:Value id='UNIT' value='PERS'/></g:Attributes>"
      "<g:Group type='G'><g:GroupKey><g:Value id='SEX' value='F'/></g:GroupKey>"
      "<g:Attributes><g:Value id='TITLE' value='Women'/></g:Attributes></g:Group>"
      "<g:Series><g:SeriesKey><g:Value id='GEO' value='RS'/><g:Value id='SEX' "
      "value='F'/></g:SeriesKey>"
      "<g:Attributes><g:Value id='DECIMALS' value='0'/></g:Attributes>"
      "<g:Obs><g:ObsDimension value='2016'/><g:ObsValue value='40.10'/><g:Attributes><g:Value "
      "id='OBS_STATUS' value='A'/></g:Attributes></g:Obs>"
      "<g:Obs><g:ObsDimension id='TIME_PERIOD' value='2017'/></g:Obs></g:Series>";
  CHECK(TableOf(Import(Message(GenericSet(series), Generic()))) ==
        "UNIT|SEX|TITLE|GEO|DECIMALS|TIME_PERIOD|OBS_VALUE.|OBS_STATUS\n"
        "1: PERS|F|Women|RS|0|2016|40.10|A\n2: PERS|F|Women|RS|0|2017|-|-");
  Head time = Generic();
  time.root = "GenericTimeSeriesData";
  time.dimension = "";
  CHECK(TableOf(Import(Message(
            GenericSet(
                "<g:Series><g:SeriesKey><g:Value id='GEO' value='RS'/></g:SeriesKey>"
                "<g:Obs><g:ObsDimension value='2016'/><g:ObsValue value='1'/></g:Obs></g:Series>"),
            time))) == "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1");
  CHECK(TableOf(Import(Message(GenericSet("<g:Obs><g:ObsKey><g:Value id='GEO' value='RS'/><g:Value "
                                          "id='TIME_PERIOD' value='2016'/></g:ObsKey>"
                                          "<g:ObsValue value='1'/></g:Obs>"),
                               Generic()))) == "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1");
}

TEST_CASE("actions of the head and of data sets in SDMX-ML are met as in the other formats") {
  Head head;
  head.action = "Delete";
  const std::string one = "<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>";
  const std::string refusal =
      "the message asks for a deletion (action Delete), which an import does not carry out; say "
      "the "
      "option deletions=skip to read what else is in the file, or undo the batch that brought the "
      "values";
  CHECK(FailureOf(Import(Message(Set(one), head))) == "data set 1: " + refusal);
  // What the data set says stands over the head.
  CHECK(TableOf(Import(Message(Set(one, "ss:action='Merge'"), head))) ==
        "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1");
  const std::string two = Set(one, "ss:action='Replace'") + Set(one, "ss:action='Delete'");
  CHECK(FailureOf(Import(Message(two))) == "data set 2: " + refusal);
  const auto run = Import(Message(two), R"({"deletions": "skip"})");
  CHECK(TableOf(run) == "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1");
  CHECK(IssuesOf(run) ==
        "warning 0/0: data set 1: the message asks to replace what was sent before (action "
        "Replace); its "
        "observations are read as new values, and older values that it does not name stay\n"
        "warning 0/0: 1 observation or data set is to be deleted (action Delete) and left out; "
        "nothing "
        "was deleted\n");
  CHECK(FailureOf(Import(Message(GenericSet("", "action='Guess'"), Generic()))) ==
        "data set 1: found a word that is no action of SDMX, expected Merge, Append, Information, "
        "Replace "
        "or Delete, or M, A, I, R or D in SDMX-CSV");
}

TEST_CASE("UNIT_MULT of a group reaches the values of SDMX-ML") {
  const std::string text =
      Message(Set("<Group GEO='RS' UNIT_MULT='6'/><Series GEO='RS'><Obs TIME_PERIOD='2016' "
                  "OBS_VALUE='1.25'/></Series>"
                  "<Series GEO='ME'><Obs TIME_PERIOD='2016' OBS_VALUE='1.25'/></Series>"));
  CHECK(FailureOf(Import(text)) ==
        "row 1, UNIT_MULT: the value is written in units of ten to the power of 6; say the option "
        "unit_mult=apply to have it multiplied, or unit_mult=column to hand the power out as a "
        "column");
  CHECK(TableOf(Import(text, R"({"unit_mult": "apply"})")) ==
        "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1250000\n2: ME|2016|1.25");
}

TEST_CASE("UNIT_MULT of a group is not taken for its key where series have one of their own") {
  const std::string text = Message(
      Set("<Group GEO='RS' UNIT_MULT='6'/><Series GEO='RS'><Obs TIME_PERIOD='2016' "
          "OBS_VALUE='1'/></Series>"
          "<Series GEO='ME' UNIT_MULT='3'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>"));
  CHECK(TableOf(Import(text, R"({"unit_mult": "apply"})")) ==
        "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1000000\n2: ME|2016|1000");
}

TEST_CASE("a group that does not say of which observations it is is refused") {
  const std::string said =
      "a group of the message names no dimension, so it is not known which observations its "
      "attributes are of";
  CHECK(FailureOf(Import(Message(Set("<Group TITLE='x'/><Series GEO='RS'><Obs TIME_PERIOD='2016' "
                                     "OBS_VALUE='1'/></Series>")))) == said);
  CHECK(
      FailureOf(Import(Message(GenericSet("<g:Group type='G'><g:Attributes><g:Value id='TITLE' "
                                          "value='x'/></g:Attributes></g:Group>"
                                          "<g:Obs><g:ObsKey><g:Value id='GEO' "
                                          "value='RS'/></g:ObsKey><g:ObsValue value='1'/></g:Obs>"),
                               Generic()))) == said);
}

TEST_CASE("a message in UTF-16 is read") {
  std::string text =
      Message(Set("<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>"));
  text.erase(0, text.find('\n') + 1);  // its declaration says UTF-8
  std::string wide = "\xFF\xFE";
  for (char c : text) wide += {c, '\0'};
  CHECK(TableOf(Import(wide)) == "GEO|TIME_PERIOD|OBS_VALUE.\n1: RS|2016|1");
}

TEST_CASE("remarks, groups of nobody and texts beside the data are said or handed over") {
  const auto run = Import(Message(Set("<c:Annotations><c:Annotation><c:AnnotationText>made by "
                                      "hand</c:AnnotationText></c:Annotation></c:Annotations>"
                                      "<Group GEO='XK' TITLE='x'/><Series GEO='RS'><Obs "
                                      "TIME_PERIOD='2016' OBS_VALUE='1'/></Series>") +
                                  "<m:Footer><c:Text>Response too large</c:Text></m:Footer>"));
  CHECK(IssuesOf(run) ==
        "warning 0/0: the service that made the message adds a remark to the data (Footer); is it "
        "whole?\n"
        "warning 0/0: data set 1: 1 group has attributes for observations that are not in the "
        "message\n");
  CHECK(AsidesOf(run) == "property 0: made by hand\nproperty 0: Response too large\n");
}

TEST_CASE("what is no data message of SDMX-ML, or breaks its rules, is refused with a sentence") {
  const std::string series = "<Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>";
  const auto root = [](const std::string& space, const std::string& name) {
    return "<x:" + name + " xmlns:x='" + space + "'/>";
  };
  const std::string old = "http://www.SDMX.org/resources/SDMXML/schemas/v2_0/message";
  struct Case {
    std::string text, message;
  };
  const Case cases[] = {
      {"<html/>",
       "line 1: the XML is no SDMX-ML message: its root element is not of a namespace of SDMX"},
      {root(old, "CompactData"),
       "line 1: the message is of SDMX-ML 1.0 or 2.0, expected 2.1 or 3.0; ask for the newer "
       "format"},
      {root(kSpaces + "v2_1/message", "Structure"),
       "line 1: the message holds structures (definitions, code lists) and no data, expected a "
       "data message"},
      {root(kSpaces + "v2_1/message", "Error"),
       "line 1: the message is an error that a service reported instead of data; ask for the data "
       "again"},
      {root(kSpaces + "v2_1/message", "GenericMetadata"),
       "line 1: the message holds reference metadata and no data, expected a data message"},
      {root(kSpaces + "v2_1/common", "StructureSpecificData"),
       "line 1: the message is no data message of SDMX-ML 2.1 or 3.0"},
      {root(kSpaces + "v9_0/message", "StructureSpecificData"),
       "line 1: the message is no data message of SDMX-ML 2.1 or 3.0"},
      {Message(""), "the message holds no observation that is read"},
      {Message(Set("<Series GEO='RS'/><Series GEO='ME'/>")),
       "the message holds no observation that is read"},
      {Message("<m:Other/>"),
       "line 2: found an element that no data message has, expected Header, DataSet or Footer"},
      {Message("<m:DataSet ss:structureRef='Z'/>"),
       "line 2: the data set refers to a structure (structureRef) that the head does not name"},
      {Message("<m:DataSet/>"),
       "line 2: the data set refers to a structure (structureRef) that the head does not name"},
      {Message(Set("<Row/>")),
       "line 2: found an element that no data set has, expected Group, Series or Obs"},
      {Message(Set("text")), "line 2: found text between the elements of a data set"},
      {Message(Set("<Series GEO='RS'><SeriesKey/></Series>")),
       "line 2: found an element that does not belong there, expected what a structure-specific "
       "data "
       "message has"},
      {Message(Set("<Series GEO='RS'><Obs TIME_PERIOD='1'/><Comp id='X'/></Series>")),
       "line 2: attributes of a series stand behind its observations, expected them before"},
      {Message(Set("<Series><Comp/></Series>")), "line 2: a component (Comp) has no id"},
      {Message(GenericSet("<g:Obs><g:ObsKey><g:Value value='x'/></g:ObsKey></g:Obs>"), Generic()),
       "line 2: a value has no id"},
      {Message(GenericSet("<g:Obs><g:ObsKey><g:Value id='x'/></g:ObsKey></g:Obs>"), Generic()),
       "line 2: a component has no value, expected the attribute \"value\""},
      {Message(GenericSet("<g:Obs><g:ObsDimension value='2016'/></g:Obs>"), Generic()),
       "line 2: found an element that does not belong there, expected what a generic data message "
       "has"},
      {Message(Set(series)).substr(0, 700),
       "line 2: the XML ends in the middle; is the file whole?"},
  };
  for (const Case& c : cases) {
    INFO(c.text);
    const bool placed = c.message.rfind("line", 0) == 0;
    CHECK(FailureOf(Import(c.text)) == (placed ? "the message, " : "") + c.message);
  }
}

TEST_CASE("bombs, other files and depths in SDMX-ML are refused") {
  const std::string doctype =
      "the message, line 1: found a document type declaration (<!DOCTYPE), which is not "
      "read because it can name other files and grow without end";
  const std::string bomb =
      "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
      "'&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>";
  const std::string other = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>";
  CHECK(FailureOf(Import(bomb)) == doctype);
  CHECK(FailureOf(Import(other)) == doctype);
  std::string deep = Message("");
  const std::size_t at = deep.find("</m:Structure");
  std::string nested;
  for (int i = 0; i < 100000; i++) nested += "<a>";
  deep.insert(at, nested);
  CHECK(FailureOf(Import(deep)) == "the message, line 2: elements are nested more than 256 deep");
  std::string wide = "<Series ";
  for (int i = 0; i < 5000; i++) wide += "A" + std::to_string(i) + "='' ";
  CHECK(FailureOf(Import(Message(Set(wide + "/>")))) ==
        "the message, line 2: an element has more than 4096 attributes");
  std::string many;
  for (int i = 0; i < 5000; i++) many += "<Series A" + std::to_string(i) + "='x'/>";
  CHECK(FailureOf(Import(Message(Set(many)))) == "the message has more than 4,096 components");
}

TEST_CASE("a message in a region's one-byte encoding is read as it says") {
  std::string text = Message(
      Set("<Series GEO='RS' TITLE='\x8Erene'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>"));
  text.replace(text.find("UTF-8"), 5, "windows-1250");
  CHECK(TableOf(Import(text)) == "GEO|TITLE|TIME_PERIOD|OBS_VALUE.\n1: RS|\xC5\xBDrene|2016|1");
}

TEST_CASE("a message that is cut off anywhere is refused") {
  const std::string whole = Message(Set(
      "<Group GEO='RS' T='x'/><Series GEO='RS'><Obs TIME_PERIOD='2016' OBS_VALUE='1'/></Series>"));
  for (std::size_t size = 1; size < whole.size(); size += 11) {
    INFO(size);
    const auto run = Import(whole.substr(0, size));
    CHECK_FALSE(run.ok());
    CHECK(BrokenImport(run) == "");
  }
}

}  // namespace
}  // namespace rapporteur
