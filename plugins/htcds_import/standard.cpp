#include "plugins/htcds_import/standard.h"

namespace htcds_import {
namespace {

std::vector<StandardField> Make() {
  std::vector<StandardField> fields = {
      // What is counted.
      {"Gender",
       Kind::kPicklist,
       {"Feminine", "Masculine", "TransgenderFeminine", "TransgenderMasculine", "NonConforming",
        "NonSpecifiedUnknown"},
       true},
      {"AgeWhenTrafficked", Kind::kNumber, {}, true},
      {"Citizenship", Kind::kCountries, {}, true},
      {"TraffickingStatus",
       Kind::kPicklist,
       {"PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking"},
       true},
      {"TypeOfExploitation",
       Kind::kMultiselect,
       {"ForcedLabour", "SexualExploitation", "ChildLabour", "ForcedMarriage", "Servitude",
        "ForcedMilitaryByNonStateActors", "OrganRemoval", "ForcedBegging", "ForcedAdoption",
        "Surrogacy", "Other"},
       true},
      {"ForcedLabourIndustry",
       Kind::kMultiselect,
       {"A_AgricultureForestryAndFishing", "B_MiningAndQuarrying", "C_Manufacturing",
        "D_ElectricityGasSteamAndAirConditioningSupply", "E_WaterSupplySewerageWasteManagement",
        "F_Construction", "G_WholesaleAndRetailTradeRepairOfMotorVehicles",
        "H_TransportationAndStorage", "I_AccommodationAndFoodServiceActivities",
        "J_InformationAndCommunication", "K_FinancialAndInsuranceActivities",
        "L_RealEstateActivities", "M_ProfessionalScientificAndTechnicalActivities",
        "N_AdministrativeAndSupportServiceActivities", "O_PublicAdministrationAndDefence",
        "P_Education", "Q_HumanHealthAndSocialWorkActivities", "R_ArtsEntertainmentAndRecreation",
        "S_OtherServiceActivities", "T_ActivitiesOfHouseholdsAsEmployers",
        "U_ActivitiesOfExtraterritorialOrganizations"},
       true},
      {"IncomingReferralDate", Kind::kDate, {}, true},
      // What is only checked.
      {"TypeOfSexExploitation",
       Kind::kMultiselect,
       {"Prostitution", "Pornography", "RemoteInteractiveServices", "PrivateSexualServices"}},
      {"RelationshipToTrafficker", Kind::kPicklist, {"Familial", "Acquainted", "Unaquainted"}},
      {"TraffickingStatusDecisionMakingOrg",
       Kind::kPicklist,
       {"Police", "NGO", "CourtOrProsecution", "NonPoliceGovernmentalOrganization", "Other"}},
      {"Status", Kind::kPicklist, {"Active", "FollowUp", "Closed", "ClosedReferred"}},
      {"Birthdate", Kind::kDate},
      {"NumberOfChildren", Kind::kNumber},
      {"Deceased", Kind::kCheckbox},
      {"AgreementToManagePersonalData", Kind::kCheckbox},
  };
  for (const std::string_view name : {
           "MethodsOfControlDebtBondage",
           "MethodsOfControlTakesEarnings",
           "MethodsOfControlRestrictsFinancialAccess",
           "MethodsOfControlThreats",
           "MethodsOfControlPsychologicalAbuse",
           "MethodsOfControlPhysicalAbuse",
           "MethodsOfControlSexualAbuse",
           "MethodsOfControlFalsePromises",
           "MethodsOfControlPsychoactiveSubstances",
           "MethodsOfControlRestrictsMovement",
           "MethodsOfControlRestrictsMedicalCare",
           "MethodsOfControlExcessiveWorkingHours",
           "MethodsOfControlUsesChildren",
           "MethodsOfControlThreatOfLawEnforcement",
           "MethodsOfControlWithholdsNecessities",
           "MethodsOfControlWithholdsDocuments",
           "MethodsOfControlOther"}) {
    fields.push_back({name, Kind::kCheckbox});
  }
  for (const std::string_view name :
       {"Salutation", "FirstName", "MiddleName", "LastName", "SecondName", "MaritalStatus",
        "PrimaryLanguage", "SecondaryLanguage", "HighestLevelOfEducation", "Title", "Email",
        "HomePhone", "MobilePhone", "MailingCity", "MailingCountry", "MailingState",
        "MailingStreet", "MailingPostalCode", "MailingLongitude", "MailingLatitude",
        "RecruitmentWebsitesAndApps", "MethodOfRecruitment", "LocationOfRecruitment",
        "MethodsOfControl", "ExploitationWebsitesAndApps", "LocationOfExploitation",
        "Vulnerabilities", "DetailsOfVulnerabilities", "ReferringOrganisation",
        "ReferringPrimaryCaseWorker", "ReasonForIncomingReferral", "IncomingReferralDetails",
        "CaseComment"}) {
    fields.push_back({name, Kind::kText});
  }
  return fields;
}

}  // namespace

const std::vector<StandardField>& StandardFields() {
  static const std::vector<StandardField> fields = Make();
  return fields;
}

std::string Squash(std::string_view text) {
  std::string squashed;
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') {
      squashed += static_cast<char>(c + 32);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      squashed += c;
    }
  }
  return squashed;
}

const StandardField* FindField(std::string_view header) {
  for (const std::string_view prefix : {"prs_", "vic_", "cas_"}) {
    if (header.substr(0, prefix.size()) == prefix) {
      header.remove_prefix(prefix.size());
      break;
    }
  }
  const std::string squashed = Squash(header);
  for (const StandardField& field : StandardFields()) {
    if (Squash(field.name) == squashed) return &field;
  }
  return nullptr;
}

std::string_view FindValue(const StandardField& field, std::string_view cell) {
  const std::string squashed = Squash(cell);
  for (const std::string_view value : field.values) {
    if (Squash(value) == squashed) return value;
    if (value.size() < 2 || value[1] != '_') continue;
    if (Squash(value.substr(2)) == squashed || Squash(value.substr(0, 1)) == squashed) return value;
  }
  return {};
}

}  // namespace htcds_import
