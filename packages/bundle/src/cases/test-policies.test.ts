import { fileURLToPath } from "node:url";
import { isSekishoError } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import { describe, expect, test } from "vitest";
import { policyFiles } from "../testing/small-tree.ts";
import { readPolicyTree } from "../tree/read-policy-tree.ts";
import { testPolicies } from "./test-policies.ts";

const builtin = readPolicyTree(fileURLToPath(new URL("../../../../policies", import.meta.url)));
const compiler = await createCompiler();

const folder = "sekisho/acme/encrypted";

/** A policy that asks a built-in one, with one case and one unit test; the text of its files may be replaced. */
function tree(changed: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const files = policyFiles({
    id: "acme.encrypted",
    selection: "{ aws_db_instance { ...enc_rds_at_rest__aws_db_instance } }\n",
    profile: "[]",
    rules: `import data.sekisho.enc.rds_at_rest

verdict := answer if {
	answer := rds_at_rest.verdict with input as {
		"aws_db_instance": input.aws_db_instance,
		"profile": input.profile,
		"now": input.now,
	}
}
`,
  });
  return { ...files, [`${folder}/cases.yaml`]: cases(), ...changed };
}

/** The file of cases, in which a part may be replaced. */
function cases(part = "", other = ""): string {
  return `policy: acme.encrypted
cases:
  - name: pass_encrypted
    cites: "an example"
    documents:
      - plan:
          resources:
            aws_db_instance.main: { after: { identifier: main, engine: postgres, storage_encrypted: true } }
            aws_db_instance.other: { after: { identifier: other, engine: postgres, storage_encrypted: true } }
    expect:
      - { subject: "plan#aws_db_instance.main", status: pass, scope: plan }
      - { subject: "plan#aws_db_instance.other", status: pass, scope: plan }
`.replace(part, other);
}

async function problemOf(text: string): Promise<string> {
  try {
    await testPolicies(tree({ [`${folder}/cases.yaml`]: text }), builtin, compiler);
  } catch (error) {
    if (isSekishoError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("the cases were run");
}

describe("the tests of policies beside the built-in ones", () => {
  test("pass, with the library and the policies that they ask", async () => {
    expect(await testPolicies(tree(), builtin, compiler)).toEqual([
      { policy: "acme.encrypted", unitTests: 1, cases: 1, failures: [] },
    ]);
  });

  test("fail with the subjects that differ, those of which nothing is found, and those that nothing is expected of", async () => {
    const wrong = cases('main", status: pass, scope: plan', 'third", status: fail');
    const unit = `package sekisho.acme.encrypted_test\n\ntest_nothing if 1 == 2\n`;
    const own = tree({ [`${folder}/cases.yaml`]: wrong, [`${folder}/encrypted_test.rego`]: unit });
    expect(await testPolicies(own, builtin, compiler)).toEqual([
      {
        policy: "acme.encrypted",
        unitTests: 1,
        cases: 1,
        failures: [
          { kind: "unit test", name: "test_nothing", file: `${folder}/encrypted_test.rego`, line: 3, subjects: [] },
          {
            kind: "case",
            name: "pass_encrypted",
            file: `${folder}/cases.yaml`,
            line: 3,
            subjects: [
              {
                subject: "plan#aws_db_instance.main",
                expected: null,
                found: { subject: "plan#aws_db_instance.main", status: "pass", scope: "plan" },
              },
              {
                subject: "plan#aws_db_instance.third",
                expected: { subject: "plan#aws_db_instance.third", status: "fail" },
                found: null,
              },
            ],
          },
        ],
      },
    ]);
  });
});

describe("a file of cases", () => {
  test.each([
    ["a key that there is not", "cites:", "cite:", 'line 4, column 5: /cases/0 has the key "cite"'],
    ["the id of another policy", "acme.encrypted", "acme.other", "line 1, column 9: it names acme.other"],
    ["a document that no check would read", "resources:", "resource:", "line 3, column 5: plan has the unknown keys"],
    ["no expectation", /expect:[^]*/u.exec(cases())?.[0] ?? "", "expect: []\n", "line 10, column 13: /cases/0/expect"],
  ])("is refused for %s, with its place", async (_, part, other, problem) => {
    const found = await problemOf(cases(part, other));
    expect(found).toMatch(/^POLICY_INVALID: The file of cases sekisho\/acme\/encrypted\/cases\.yaml cannot be used: /u);
    expect(found).toContain(problem);
  });

  test("is refused for a name that stands twice", async () => {
    const twice = `${cases()}${/ {2}- name:[^]*/u.exec(cases())?.[0] ?? ""}`;
    expect(await problemOf(twice)).toContain("line 13, column 11: the name pass_encrypted stands twice");
  });
});

describe("some of the policies of a tree with a library", () => {
  test("are tested alone", async () => {
    const options = { policies: ["ep.lanscope_alive"] };
    expect(await testPolicies(builtin, {}, compiler, options)).toMatchObject([
      { policy: "ep.lanscope_alive", failures: [] },
    ]);
  });

  test("are refused if they are not there", async () => {
    await expect(testPolicies(builtin, {}, compiler, { policies: ["ep.other"] })).rejects.toMatchObject({
      code: "POLICY_UNKNOWN",
    });
  });
});
