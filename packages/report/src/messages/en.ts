import { defineMessages } from "./keys.ts";

/** The messages in English. */
export const en = defineMessages({
  "verdict.verified": "verified",
  "verdict.unrefuted": "not refuted",
  "verdict.contradicted": "contradicted",
  "verdict.excepted": "accepted exception",
  "verdict.unknown": "unknown",
  "verdict.attested": "attested",
  "verdict.deviation": "deviation",
  "verdict.expired": "evidence expired",
  "verdict.planned": "planned",
  "verdict.stale": "plan overdue",
  "verdict.consistent": "consistent",
  "verdict.understated": "understated",
  "verdict.inconsistent": "inconsistent",
  "verdict.not_claimed": "no claim",

  "meaning.verified": "What was read meets the policies that decide the answer.",
  "meaning.unrefuted":
    "The answer speaks of all, only or always. Nothing that was read speaks against it, but not everything that exists was read.",
  "meaning.contradicted": "Something that was read speaks against the answer.",
  "meaning.excepted": "Something speaks against the answer, and an accepted exception covers it.",
  "meaning.unknown": "Nothing that was read decides the answer. The reasons are given with it.",
  "meaning.attested": "The answer rests on signed-off documents that are still in date, not on settings.",
  "meaning.deviation": "Outside the tolerance that the answer itself states, without refuting its words.",
  "meaning.expired": "The answer rests on documents that are past their date.",
  "meaning.planned": "Stated as a plan. It is not counted as done.",
  "meaning.stale": "Stated as a plan, and the date to review it has passed.",
  "meaning.consistent": "The answer is no, and nothing that was read shows otherwise.",
  "meaning.understated": "The answer is no or planned, and something that was read shows that the thing exists.",
  "meaning.inconsistent": "Another row of the sheet says the opposite of this one.",
  "meaning.not_claimed": "A heading, a scope phrase or words that cannot be measured. Nothing is said about it.",

  "unknown.U1": "the value is settled only when the plan is applied",
  "unknown.U2": "the other side of a link lies outside the given documents",
  "unknown.U3":
    "the document shows only a part (an error, a narrowed-down plan, changes that are put off, modules that are missing)",
  "unknown.U4": "the running system was not read there, refused to tell, or does not record it",
  "unknown.U5": "nothing in the given documents settles it; it may be managed elsewhere",
  "unknown.U6": "the value is secret and was not read",
  "unknown.U7": "the profile does not say",
  "unknown.NOT_BUNDLED": "a policy that it needs is not in the bundle, so it is not checked yet",
  "unknown.NOT_TYPED": "a statement of it is not in checkable form yet",
  "unknown.ERROR": "a policy that it needs could not be evaluated",

  "mark.有": "Yes",
  "mark.無": "No",
  "mark.planned": "Planned",
  "mark.none": "—",

  "status.pass": "pass",
  "status.fail": "fail",
  "status.unknown": "unknown",
  "status.not_applicable": "not applicable",
  "status.deviation": "deviation",
  "status.error": "error",
  "status.excepted": "accepted exception",
  "status.found": "exists",
  "status.vacuous": "no subject",

  "severity.critical": "critical",
  "severity.high": "high",
  "severity.medium": "medium",
  "severity.low": "low",
  "severity.info": "info",

  "kind.terraform-plan": "Terraform plan",
  "kind.terraform-state": "Terraform state",
  "kind.terraform-source": "Terraform source",
  "kind.config-items": "AWS Config items",
  "kind.api-output": "AWS API output",
  "kind.cloudformation-template": "CloudFormation template",
  "kind.cloudformation-change-set": "CloudFormation change set",
  "kind.cloudformation-hook": "CloudFormation hook input",
  "kind.devices": "device records",
  "kind.cloud-control": "Cloud Control resources",
  "kind.kubernetes": "Kubernetes manifests",

  "evidenceClass.configured": "configuration",
  "evidenceClass.observed": "observation",
  "evidenceClass.inherited": "property of the provider's service",
  "evidenceClass.attested": "signed-off document",

  "change.newly": "newly false: this change brings it",
  "change.already": "already false before this change",
  "change.fixed": "fixed by this change",
  "change.lost": "lost: shown before this change, not any more after it",
  "change.gone": "gone: this change removes everything it speaks about",

  "report.title": "Sekisho: what was found",
  "head.date": "Date",
  "head.dateOf": "{date} (Japan; instant {instant})",
  "head.sheet": "Sheet",
  "head.bundle": "Policies",
  "head.revision": "revision {revision}",
  "head.profile": "Profile",
  "head.noProfile": "none given",
  "head.documents": "Documents",
  "head.noDocuments": "none",
  "head.comparison": "Compared",
  "comparison.prior-state": "with the state before the plan",
  "comparison.runtime": "with what runs; what the plan changes is laid over it",
  "comparison.baseline": "with an earlier report",
  "comparison.baselineOf": "with the report {name} of {date}",
  "comparison.differences": "The earlier report was made otherwise, and a change may come from there: {what}",
  "comparison.nothingLeft": "Nothing managed is left after this change.",
  "difference.bundle": "other policy bundle",
  "difference.policies": "other policies evaluated",
  "difference.profile": "other profile",
  "difference.sheet": "other sheet",
  "scope.plan": "Scope: the given documents. What they do not show was not judged.",
  "scope.estate": "Scope: everything that exists, as completely listed.",
  "scope.mixed": "Scope: everything that exists where it was completely listed, otherwise the given documents.",
  "scope.within": "{verdict} within the documents",
  "scope.note":
    "“Within the documents”: no more than the given documents show, and nothing about what lies outside them.",
  counted: "{what} {count}",
  "unknown.code": "{reason} ({code})",
  "value.unknown": "unknown ({code})",
  "value.partial": "only a part known ({code})",
  "value.items": "{count} items",

  "short.title": "In short",
  "short.newly": "What this change makes false",
  "short.already": "What was false already",
  "short.fixed": "What this change fixes",
  "short.lost": "What can no longer be shown",
  "short.gone": "What nothing is left of",
  "short.attention": "To look at first",
  "short.open": "Undecided",
  "short.unopposed": "Nothing that was read speaks against these",
  "short.unchecked": "Not checked yet",
  "short.pending": "Policies that decide them are not in the bundle ({code}): {counts}",
  "short.untyped": "Not in checkable form, wholly or in part ({code}): {counts}",
  "short.statements": "statements and remarks",
  "short.rows": "rows",
  "short.rowsAlone": "further rows",
  "short.sameReasons": "for the same reasons as {claim}",

  "claims.title": "Answers",
  "claims.rows": "Rows",
  "claims.statements": "Statements and remarks",
  "claims.refuted": "{mark} (claimed) / {verdict} (checked {date})",
  "claims.ceiling": "At most: {text}",
  "claims.remark": "Remark {text}",
  "claims.missing": "not checked yet: {policies}",
  "claims.missingCount": "policies not checked yet: {count}",
  "claims.missingSome": "policies not checked yet: {count} ({policies})",
  "claims.missingRow": "policies not checked yet: {count}; those that no statement below names: {policies}",
  "claims.pendingOf": "not checked yet: {claims} (policies of the row not in the bundle: {count})",
  "claims.silent": "{verdict}: {claims}",
  "claims.untyped": "not in checkable form yet: {claims}",
  "claims.evidenceClasses": "Rests on: {classes}",
  "claims.change": "Change: {change}",

  "section.fail": "Failures ({count})",
  "section.found": "Found to exist, against an answer of no or planned; no defect by itself ({count})",
  "section.deviation": "Deviations ({count})",
  "section.unknown": "Unknown ({count})",
  "section.error": "Errors, without a result ({count})",
  "section.policies": "Policies ({count})",
  "findings.remediation": "What to do: {text}",
  "findings.reasonArgs": "{reason} {args}",
  "findings.evidence": "{path} = {value}",
  "findings.evidenceOf": "{resource}: {path} = {value}",
  "findings.more": "and {count} more",
  "findings.observed": "Seen beside it, not counted: {count}",

  "diagnostics.title": "Notes on the documents",
  "diagnostic.LINES_SKIPPED": "{document}: lines that stand before the JSON were left out.",
  "diagnostic.MANIFESTS_NOT_AWS": "{document}: Kubernetes objects that describe no AWS resource were passed over.",
  "diagnostic.MANIFESTS_READ_AS_NEW":
    "{document}: what the API server has not taken in yet is read as what its controller will create: nothing outside refers to it yet.",
  "diagnostic.PLAN_NESTED": "{document}: the plan stands below another key and was read there.",
  "diagnostic.PLAN_ERRORED": "{document}: the plan ended with an error, so it shows only a part (U3).",
  "diagnostic.RESOURCES_UNREADABLE":
    "{document}: some resources of types that are read could not be read, so it shows only a part.",
  "diagnostic.PLAN_INCOMPLETE": "{document}: the plan is not complete, so it shows only a part (U3).",
  "diagnostic.PLAN_TARGETS_NOT_RECOGNISABLE":
    "{document}: the plan does not tell whether it was narrowed down to some resources.",
  "diagnostic.PLAN_WITHOUT_CHANGES":
    "{document}: the plan lists no changes, so its planned values were read; what is new is not told from what exists.",
  "diagnostic.PLAN_DRIFT":
    "{document}: resources were changed outside of Terraform; the plan starts from what they are now.",
  "diagnostic.SLICE_LARGE": "{document}: what a policy is given of a subject is very large.",
  "diagnostic.SOURCE_DIFFERS":
    "{document}: the source that was given is not what the plan was made of, so it is used for places only.",
  "diagnostic.SOURCE_INSTANCES_UNKNOWN":
    "{document}: how many instances some resources have is not known from the source: there may be more of their types.",
  "diagnostic.SOURCE_MAY_EXIST":
    "{document}: the source names a backend, so it may exist already: what lies outside the source stays open (U5).",
  "diagnostic.SOURCE_MODULES_MISSING":
    "{document}: some modules are not there (terraform init fetches them), so the source shows only a part.",
  "diagnostic.API_CALL_FAILED":
    "{document}: a call was refused or ended with an error, so what it asks for is unknown (U4).",
  "diagnostic.API_LISTING_CUT_OFF":
    "{document}: an answer ends before its last page, so its listing is not complete (U4).",
  "diagnostic.API_ANSWERS_REPEATED": "{document}: something was answered more than once; the newest answer was read.",
  "diagnostic.RUNTIME_STALE":
    "{document}: it is older than the profile allows, or does not tell its age, so it proves nothing about now (U4).",
  "diagnostic.RUNTIME_RESOURCE_MISSING":
    "{document}: a resource that the plan knows is not in the complete listing of what runs.",
  "diagnostic.SOURCE_READ_AS_NEW":
    "{document}: the source is read as what a first plan would create: nothing outside refers to it yet.",
  "diagnostic.TEMPLATE_CONDITIONS_UNKNOWN":
    "{document}: whether some resources are made is not known from the template, so it shows only a part (U3).",
  "diagnostic.TEMPLATE_DEFAULTS_TAKEN":
    "{document}: parameters without a given value are read with their defaults, as CloudFormation takes them.",
  "diagnostic.TEMPLATE_HIDES_RESOURCES":
    "{document}: macros, loops, modules or nested stacks make resources that are not told, so it shows only a part (U3).",
  "diagnostic.TEMPLATE_MAY_EXIST":
    "{document}: a stack of the template may exist already: what lies outside the template stays open (U5).",
  "diagnostic.TEMPLATE_READ_AS_NEW":
    "{document}: the template is read as what a new stack would create: nothing outside refers to it yet.",
  "diagnostic.CHANGE_SET_INCOMPLETE":
    "{document}: the change set is not complete, or its output has further pages, so it shows only a part (U3).",
  "diagnostic.CHANGE_SET_WITHOUT_VALUES":
    "{document}: the change set tells no values of some resources (describe it with --include-property-values).",
  "diagnostic.HOOK_TARGET_ALONE":
    "{document}: a hook is given its target alone: what else the stack holds stays open (U5).",
  "diagnostic.CONFIG_ITEM_DELETED": "{document}: a resource recorded as deleted was left out.",
  "diagnostic.CONFIG_ITEMS_UNTOLD":
    "{document}: resources are listed whose items tell no configuration, so nothing is known of them but that they are there (U4).",
  "diagnostic.CONFIG_ITEMS_SUPERSEDED":
    "{document}: of resources that were captured several times only the latest capture was read.",
  "diagnostic.CONFIG_ITEMS_UNPROCESSED":
    "{document}: some resources were asked for and not given, so it shows only a part (U4).",
  "diagnostic.CONFIG_NOTHING_TOLD":
    "{document}: some notifications or rows are about no single resource and were left out.",
  "diagnostic.CONFIG_PAGES_MISSING": "{document}: further pages of the answer exist that are not in it.",

  "accounting.sum":
    "Resources: {resources} = {evaluated} evaluated + {notSelected} no policy reads + {removed} removed + {unsupported} of unsupported types + {unread} not read",
  "accounting.mismatch": "The sum does not add up: {difference} resources are unaccounted for.",
  "accounting.notSelected": "Read by no policy: {types}",
  "accounting.types": "Unsupported types: {types}",

  "table.claim": "Row",
  "table.wording": "Statement (our words)",
  "table.mark": "Answer",
  "table.result": "Result",
  "table.grounds": "Evidence and reasons",
  "legend.title": "Words used for results",
  "legend.word": "Word",
  "legend.meaning": "Meaning",
  "legend.missing": "not checked yet",
  "legend.missingMeaning": "The bundle does not hold these policies ({code}), so what they ask was not looked at.",
  "sheet.untitled": "Answered sheet",
  "sheet.noSheet": "No sheet was checked.",
  "sheet.statementClaimed": "Statement",
  noText: "(no wording)",
});
