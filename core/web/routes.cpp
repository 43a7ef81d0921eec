#include "core/web/pages.h"
#include "core/web/site.h"

namespace rapporteur {

const std::vector<Route>& Routes() {
  using Access = Route::Access;
  static const std::vector<Route> routes = {
      {"GET", "/style.css", Access::kAnyone, StyleSheet},
      {"GET", "/first/*", Access::kAnyone, FirstLinkPage},
      {"POST", "/first/*", Access::kAnyone, UseFirstLink},
      {"GET", "/", Access::kSignedIn, HomePage},
      {"GET", "/modules", Access::kSignedIn, ModulesPage},
      {"GET", "/modules/*", Access::kSignedIn, ModulePage},
      {"GET", "/batches", Access::kSignedIn, BatchesPage},
      {"GET", "/batches/*", Access::kSignedIn, BatchPage},
      {"GET", "/indicators", Access::kSignedIn, IndicatorsPage},
      {"GET", "/indicators/*/*", Access::kSignedIn, IndicatorPage},
      {"GET", "/reports", Access::kSignedIn, ReportsPage},
      {"GET", "/reports/*", Access::kSignedIn, ReportPage},
      {"GET", "/audit", Access::kSignedIn, AuditPage},
      {"GET", "/api/v1/plugins", Access::kSignedIn, PluginsApi},
      {"GET", "/api/v1/batches", Access::kSignedIn, BatchesApi},
      {"GET", "/api/v1/batches/*", Access::kSignedIn, BatchApi},
      {"GET", "/api/v1/observations", Access::kSignedIn, ObservationsApi},
      {"GET", "/api/v1/health", Access::kSignedIn, HealthApi},
  };
  return routes;
}

}  // namespace rapporteur
