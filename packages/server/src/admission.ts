import { isSekishoError, SekishoError, type DocumentInput } from "@sekisho/estate";
import { findingReason, renderJson } from "@sekisho/report";
import { check, exitStatus, parseFailOn, type Report } from "@sekisho/sheet";
import type { Ready } from "./answer.ts";
import { documentInput, sheetInput } from "./check.ts";
import { failure } from "./failure.ts";
import { isObject, member, parseBody, textOf } from "./json-body.ts";
import type { AdmissionQuestion, Answer } from "./question.ts";

const apiVersion = "admission.k8s.io/v1";

/** API groups whose objects are AWS resources: those of ACK and of Crossplane's AWS providers. */
const awsGroup = /(?:^|\.)(?:services\.k8s\.aws|aws(?:\.m)?\.upbound\.io|aws\.crossplane\.io)$/u;

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
  const { allowed, status, warnings } = decide(ready, member(review, "request"), question.instant);
  const response = {
    uid,
    allowed,
    ...(status === null ? {} : { status }),
    ...(warnings.length === 0 ? {} : { warnings }),
  };
  return { ok: true, body: JSON.stringify({ apiVersion, kind: "AdmissionReview", response }), exitStatus: null };
}

const admitted: Decision = { allowed: true, status: null, warnings: [] };

function decide(ready: Ready, request: unknown, instant: string): Decision {
  const operation = textOf(request, "operation");
  // What is removed or connected to, and what only a controller writes, says nothing new about a resource's settings.
  if (operation === "DELETE" || operation === "CONNECT") return admitted;
  if ((textOf(request, "subResource") ?? "") !== "") return admitted;
  const object = member(request, "object");
  // An object on its way out must be able to lose its finalizers.
  if (textOf(object, "metadata", "deletionTimestamp") !== null) return admitted;
  try {
    if (!isObject(object)) {
      throw new SekishoError("REQUEST_INVALID", "The request has no object. Let the webhook match objects only.");
    }
    const group = (textOf(object, "apiVersion") ?? "").split("/")[0] ?? "";
    if (!awsGroup.test(group)) {
      const kind = textOf(object, "kind") ?? "object";
      return {
        ...admitted,
        warnings: [
          warning(`sekisho: not checked: ${kind} of ${group} is no resource of AWS. Narrow the webhook's rules.`),
        ],
      };
    }
    const before = operation === "UPDATE" ? member(request, "oldObject") : undefined;
    return judge(ready, object, before, instant);
  } catch (error) {
    const { code, message } = failure(error);
    return refusedByError(`${message} [${code}]`);
  }
}

function judge(ready: Ready, object: object, before: unknown, instant: string): Decision {
  const earlier = isObject(before) ? earlierReport(ready, before, instant) : null;
  const report = concerning(reportOn(ready, object, earlier, instant));
  const status = exitStatus(report, ready.failOn === null ? null : parseFailOn(ready.failOn));
  const errors = linesOf(report, ({ status: found, before: was }) => found === "error" || was === "error");
  if (status === 3) return refusedByError(errors.join(" "));

  const isNew = ({ change }: Finding): boolean => report.comparison === null || change === "newly";
  const fails = linesOf(report, (finding) => finding.status === "fail" && isNew(finding));
  const already = linesOf(report, (finding) => finding.status === "fail" && !isNew(finding));
  const unknown = linesOf(report, (finding) => finding.status === "unknown" && finding.before !== "unknown");
  const unknownAlready = linesOf(report, (finding) => finding.status === "unknown" && finding.before === "unknown");
  const notRead = Object.keys(report.accounting.unsupportedTypes).map((type) => `not checked: no policy reads ${type}`);
  const unreadCount = report.accounting.unread > 0 ? ["not checked: the object could not be read"] : [];

  const isUndecided = ready.denyUnknown && unknown.length > 0;
  if (status === 0 && !isUndecided) {
    return {
      ...admitted,
      warnings: warnings([
        ...fails.map((line) => `does not block: ${line}`),
        ...already.map((line) => `already so: ${line}`),
        ...[...unknown, ...unknownAlready].map((line) => `undecided: ${line}`),
        ...notRead,
        ...unreadCount,
      ]),
    };
  }
  const reasons = [
    ...(status === 1 ? (fails.length + already.length > 0 ? [...fails, ...already] : claimsOf(report)) : []),
    ...(isUndecided ? unknown.map((line) => `undecided, which this server refuses: ${line}`) : []),
  ];
  return {
    allowed: false,
    status: { code: 403, reason: "Forbidden", message: `sekisho: ${listed(reasons).join("; ")}` },
    warnings: warnings([
      ...(isUndecided ? [] : unknown.map((line) => `undecided: ${line}`)),
      ...notRead,
      ...unreadCount,
    ]),
  };
}

type Finding = Report["findings"][number];

/** The report on what the object was, to be compared with; null if it could not be read, and then all that is found counts. */
function earlierReport(ready: Ready, before: object, instant: string): Report | null {
  try {
    return reportOn(ready, before, null, instant);
  } catch (error) {
    if (isSekishoError(error)) return null;
    throw error;
  }
}

function reportOn(ready: Ready, object: object, earlier: Report | null, instant: string): Report {
  const name = [textOf(object, "kind"), textOf(object, "metadata", "namespace"), textOf(object, "metadata", "name")];
  const document = (label: string, text: string): DocumentInput =>
    documentInput({
      label: null,
      name: label,
      bytes: new TextEncoder().encode(text),
    });
  const documents = [document(name.filter((part) => part !== null).join("/"), JSON.stringify(object))];
  const baseline = earlier === null ? null : { name: "oldObject", digest: "", text: [...renderJson(earlier)].join("") };
  return check({
    documents,
    baseline,
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
