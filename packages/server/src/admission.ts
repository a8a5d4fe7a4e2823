import { awsGroupOf, SekishoError } from "@sekisho/estate";
import { findingReason } from "@sekisho/report";
import { check, exitStatus, parseFailOn, type Report } from "@sekisho/sheet";
import type { Ready } from "./answer.ts";
import { documentInput, sheetInput } from "./check.ts";
import { failure } from "./failure.ts";
import { isObject, member, parseBody, textOf } from "./json-body.ts";
import type { AdmissionQuestion, Answer } from "./question.ts";

const apiVersion = "admission.k8s.io/v1";

/** Reasons that one answer names; the rest is counted. */
const namedReasons = 20;

/** Kubernetes may cut a warning that is longer. */
const warningLength = 256;

/** What is decided about one object. */
interface Decision {
  readonly allowed: boolean;
  /** Why it is refused, in the shape of Kubernetes' `Status`; null if it is not. */
  readonly status: { readonly code: 403 | 500; readonly reason: string; readonly message: string } | null;
  readonly warnings: readonly string[];
}

/**
 * Answers an `AdmissionReview`: an object that is an AWS resource is refused for what its policies find, on an update for
 * what they did not find before. An object that cannot be checked is refused as well, and told to be no violation.
 *
 * @throws SekishoError `REQUEST_INVALID` for what is no review, because then there is nothing to answer.
 */
export function answerAdmission(ready: Ready, question: AdmissionQuestion): Answer {
  const review = parseBody(question.body);
  const uid = textOf(review, "request", "uid");
  if (textOf(review, "apiVersion") !== apiVersion || textOf(review, "kind") !== "AdmissionReview" || uid === null) {
    throw new SekishoError(
      "REQUEST_INVALID",
      `The body is no AdmissionReview of ${apiVersion} with a request. Set admissionReviewVersions: ["v1"] in the webhook's configuration.`,
    );
  }
  const { allowed, status, warnings } = decide(ready, member(review, "request"), question);
  const response = {
    uid,
    allowed,
    ...(status === null ? {} : { status }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  return { ok: true, body: JSON.stringify({ apiVersion, kind: "AdmissionReview", response }), exitStatus: null };
}

const admitted: Decision = { allowed: true, status: null, warnings: [] };

function decide(ready: Ready, request: unknown, question: AdmissionQuestion): Decision {
  const operation = textOf(request, "operation");
  // What is removed or connected to, and what only a controller writes, says nothing new about a resource's settings.
  if (operation === "DELETE" || operation === "CONNECT") return admitted;
  if ((textOf(request, "subResource") ?? "") !== "") return admitted;
  // An object on its way out must be able to lose its finalizers. Of what the object is to be, anybody may write that it is.
  const isLeaving = textOf(request, "oldObject", "metadata", "deletionTimestamp") !== null;
  if (operation === "UPDATE" && isLeaving) return admitted;
  const object = member(request, "object");
  try {
    if (!isObject(object)) {
      throw new SekishoError("REQUEST_INVALID", "The request has no object. Let the webhook match objects only.");
    }
    const group = (textOf(object, "apiVersion") ?? "").split("/")[0] ?? "";
    if (awsGroupOf(group) === null) {
      const kind = textOf(object, "kind") ?? "object";
      return {
        ...admitted,
        warnings: [
          warning(`sekisho: not checked: ${kind} of ${group} is no resource of AWS. Narrow the webhook's rules.`),
        ],
      };
    }
    return judge(ready, question);
  } catch (error) {
    const { code, message } = failure(error);
    return refusedByError(`${message} [${code}]`);
  }
}

function judge(ready: Ready, { body, instant }: AdmissionQuestion): Decision {
  const report = concerning(reportOn(ready, body, instant));
  const status = exitStatus(report, ready.failOn === null ? null : parseFailOn(ready.failOn));
  const errors = linesOf(report, ({ status: found, before: was }) => found === "error" || was === "error");
  if (status === 3) return refusedByError(errors.join(" "));
  if (report.accounting.unread > 0) return refusedByError("it does not say what it describes. Give it a spec.");

  const isCompared = report.comparison !== null;
  const lines = (isMeant: (finding: Finding) => boolean, prefix = ""): readonly string[] =>
    linesOf(report, isMeant).map((line) => `${prefix}${line}`);
  const isFail = ({ status: found }: Finding): boolean => found === "fail";
  const isNew = ({ change }: Finding): boolean => !isCompared || change === "newly";
  const fails = lines((finding) => isFail(finding) && isNew(finding));
  const lost = lines(({ change }) => change === "lost", "can no longer be shown: ");
  const already = lines((finding) => isFail(finding) && !isNew(finding), "already so: ");
  const undecided = lines(({ status: found, change }) => found === "unknown" && change !== "lost", "undecided: ");
  const newlyUndecided = lines(
    ({ status: found, before }) => found === "unknown" && before !== "unknown",
    "undecided: ",
  );
  const { unsupportedTypes, notSelectedTypes } = report.accounting;
  const notRead = Object.keys({ ...unsupportedTypes, ...notSelectedTypes }).map(
    (type) => `not checked: no policy reads ${type}`,
  );

  const blocking = status === 0 ? [] : [fails, lost, already, claimsOf(report)].find(({ length }) => length > 0);
  const refused = ready.denyUnknown ? newlyUndecided : [];
  if (status === 0 && refused.length === 0) {
    const notBlocking = fails.map((line) => `does not block: ${line}`);
    return { ...admitted, warnings: warnings([...notBlocking, ...lost, ...already, ...undecided, ...notRead]) };
  }
  const reasons = [...(blocking ?? []), ...refused];
  const others = [...fails, ...lost, ...already, ...undecided, ...notRead].filter((line) => !reasons.includes(line));
  return {
    allowed: false,
    status: { code: 403, reason: "Forbidden", message: `sekisho: ${listed(reasons).join("; ")}` },
    warnings: warnings(others),
  };
}

type Finding = Report["findings"][number];

/** Checks the review itself: its reader takes the object, and on an update what it was before. */
function reportOn(ready: Ready, review: Uint8Array<ArrayBuffer>, instant: string): Report {
  return check({
    documents: [documentInput({ label: null, name: "AdmissionReview", bytes: review })],
    profile: ready.profile,
    sheet: sheetInput(ready.sheet),
    bundle: ready.bundle,
    engine: ready.engine,
    instant,
  });
}

/** Leaves what is said about the object itself: nothing about its account, its region and what the profile declares. */
function concerning(report: Report): Report {
  const isOwn = ({ subject }: Finding): boolean => subject.address !== null;
  const own = new Set(report.findings.filter(isOwn));
  return {
    ...report,
    findings: [...own],
    claims: report.claims.filter(({ findings }) =>
      findings.some((index) => {
        const finding = report.findings[index];
        return finding !== undefined && own.has(finding);
      }),
    ),
  };
}

function linesOf(report: Report, isMeant: (finding: Finding) => boolean): readonly string[] {
  return report.findings.filter(isMeant).map((finding) => `${finding.policy}: ${findingReason(report, finding, "en")}`);
}

function claimsOf(report: Report): readonly string[] {
  return report.claims.map(({ claim, verdict }) => `${claim}: ${verdict}`);
}

function refusedByError(message: string): Decision {
  return {
    allowed: false,
    status: {
      code: 500,
      reason: "InternalError",
      message: `sekisho: the object could not be checked, which is an error and not a violation: ${message}`,
    },
    warnings: [],
  };
}

function listed(lines: readonly string[]): readonly string[] {
  const more = lines.length - namedReasons;
  return more > 0 ? [...lines.slice(0, namedReasons), `and ${String(more)} more`] : lines;
}

function warnings(lines: readonly string[]): readonly string[] {
  return listed(lines).map((line) => warning(`sekisho: ${line}`));
}

function warning(text: string): string {
  const characters = Array.from(text);
  return characters.length > warningLength ? `${characters.slice(0, warningLength - 1).join("")}…` : text;
}
