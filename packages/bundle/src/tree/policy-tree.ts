import { compare, problem, type PolicyProblem } from "../problem.ts";

/** The files of one policy. */
export interface PolicyFolder {
  /** Dotted id: `enc.rds_at_rest`. */
  readonly id: string;
  readonly rego: string;
  readonly graphql: string;
}

/** A policy tree by what its files are for. */
export interface PolicyTree {
  /** Complete folders only, sorted by id. */
  readonly policies: readonly PolicyFolder[];
  /** Rego files of `sekisho/lib` without tests, sorted. */
  readonly library: readonly string[];
  /** Test files, sorted; they are no part of a bundle. */
  readonly tests: readonly string[];
  readonly problems: readonly PolicyProblem[];
}

const name = "[a-z][a-z0-9_]*";
const libraryFile = new RegExp(`^sekisho/lib/(${name})/${name}\\.rego$`, "u");
const policyFile = new RegExp(`^sekisho/(${name})/(${name})/([^/]+)$`, "u");
/** Folders that cannot be a family: the library, and the package that the build writes. */
const reservedFamilies = ["lib", "main"];

/** Sorts the files of a policy tree and compares every folder with the one form that it can have. */
export function readTree(paths: readonly string[]): PolicyTree {
  const problems: PolicyProblem[] = [];
  const library: string[] = [];
  const tests: string[] = [];
  const folders = new Map<string, Set<string>>();
  for (const path of paths.toSorted(compare)) {
    const [, family = "", policy = "", file = ""] = policyFile.exec(path) ?? [];
    if (libraryFile.test(path)) {
      (path.endsWith("_test.rego") ? tests : library).push(path);
    } else if (family !== "" && !reservedFamilies.includes(family)) {
      const id = `${family}.${policy}`;
      const files = folders.get(id) ?? new Set<string>();
      if (![...expectedFiles(policy), listedMutants].includes(file)) {
        problems.push(
          problem("POLICY_FOLDER", `A policy has exactly the files ${expectedFiles(policy).join(", ")}.`, path),
        );
      }
      folders.set(id, files.add(file));
    } else if (!/^[^/]+\.md$/u.test(path)) {
      const forms = "sekisho/<family>/<name>/… or sekisho/lib/<name>/<file>.rego in snake_case";
      problems.push(problem("POLICY_FOLDER", `This is no file of a policy tree, which has ${forms}.`, path));
    }
  }
  const policies: PolicyFolder[] = [];
  for (const [id, files] of [...folders].sort(([a], [b]) => compare(a, b))) {
    const folder = `sekisho/${id.replace(".", "/")}`;
    const policy = id.slice(id.indexOf(".") + 1);
    const missing = expectedFiles(policy).filter((file) => !files.has(file));
    for (const file of missing) {
      problems.push(problem("POLICY_FOLDER", `The policy ${id} has no ${file}.`, `${folder}/${file}`));
    }
    if (files.has(`${policy}_test.rego`)) tests.push(`${folder}/${policy}_test.rego`);
    if (files.has(`${policy}.rego`) && files.has(`${policy}.graphql`)) {
      const graphql = `${folder}/${policy}.graphql`;
      const twin = policies.find((each) => each.id.replaceAll(".", "_") === id.replaceAll(".", "_"));
      if (twin !== undefined) {
        const message = `The fragments of ${id} and ${twin.id} would have the same name; rename one of the policies.`;
        problems.push(problem("POLICY_FOLDER", message, graphql));
      }
      policies.push({ id, rego: `${folder}/${policy}.rego`, graphql });
    }
  }
  return { policies, library, tests: tests.toSorted(compare), problems };
}

/** The one file that a policy may have besides: which of its mutants no test can tell from it. */
const listedMutants = "mutants.yaml";

function expectedFiles(policy: string): readonly string[] {
  return [`${policy}.rego`, `${policy}.graphql`, `${policy}_test.rego`, "cases.yaml"];
}
