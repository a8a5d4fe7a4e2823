/**
 * Prints a syntax tree as Rego: what is parsed from the text is the same tree.
 *
 * @module
 */
import type { AstExpression, AstModule, AstRule, AstTerm } from "@sekisho/opa";

const infix: Readonly<Record<string, string>> = {
  assign: ":=",
  eq: "=",
  equal: "==",
  neq: "!=",
  lt: "<",
  lte: "<=",
  gt: ">",
  gte: ">=",
  plus: "+",
  minus: "-",
  mul: "*",
  div: "/",
  rem: "%",
  and: "&",
  or: "|",
  "internal.member_2": "in",
};

/** Names that cannot follow a dot in a reference. */
const keywords = new Set(
  "as contains default else every false if import in not null package some true with".split(" "),
);

/** Prints a module without its comments. */
export function printModule(module: AstModule): string {
  const imports = module.imports.map(
    ({ path, alias }) => `import ${printTerm(path)}${alias === undefined ? "" : ` as ${alias}`}`,
  );
  const [, ...name] = module.package.path;
  return [`package ${printPath(name)}`, ...imports, ...module.rules.map(printRule), ""].join("\n\n");
}

/** Prints a rule with its `else` chain. */
export function printRule(rule: AstRule): string {
  const lines = [`${rule.default === true ? "default " : ""}${printHead(rule)}${printBody(rule.body)}`];
  for (let next = rule.else; next !== undefined; next = next.else) {
    const { value } = next.head;
    lines.push(` else${value === undefined ? "" : ` := ${printTerm(value)}`}${printBody(next.body)}`);
  }
  return lines.join("");
}

/** Prints what stands before `if`. */
export function printHead({ head }: AstRule): string {
  const name = printRef(head.ref);
  const args = head.args === undefined ? "" : `(${printTerms(head.args)})`;
  if (head.value === undefined)
    return head.key === undefined ? `${name}${args}` : `${name} contains ${printTerm(head.key)}`;
  if (head.assign !== true && head.value.type === "boolean" && head.value.value) return `${name}${args}`;
  return `${name}${args} ${head.assign === true ? ":=" : "="} ${printTerm(head.value)}`;
}

function printBody(body: readonly AstExpression[]): string {
  if (body.every(({ generated }) => generated === true)) return "";
  return ` if {\n${body.map((expression) => `\t${printExpression(expression)}\n`).join("")}}`;
}

/** Prints one line of a body. */
export function printExpression(expression: AstExpression): string {
  const modifiers = (expression.with ?? []).map(
    ({ target, value }) => ` with ${printTerm(target)} as ${printTerm(value)}`,
  );
  return `${expression.negated === true ? "not " : ""}${printBare(expression)}${modifiers.join("")}`;
}

function printBare({ terms }: AstExpression): string {
  if ("symbols" in terms) return `some ${terms.symbols.map(printSymbol).join(", ")}`;
  if ("domain" in terms) {
    const key = terms.key === null ? "" : `${printTerm(terms.key)}, `;
    const body = terms.body.map(printExpression).join("; ");
    return `every ${key}${printTerm(terms.value)} in ${printTerm(terms.domain)} { ${body} }`;
  }
  if ("type" in terms) return printTerm(terms);
  return printCall(terms, false);
}

function printSymbol(term: AstTerm): string {
  return term.type === "call" ? printCall(term.value, false) : printTerm(term);
}

function printCall([operator, ...args]: readonly AstTerm[], isInner: boolean): string {
  const name = operator?.type === "ref" ? printPath(operator.value) : "";
  const [first, second, third] = args;
  if (name === "internal.member_3" && first !== undefined && second !== undefined && third !== undefined) {
    return inParentheses(`${printTerm(first)}, ${printTerm(second)} in ${printTerm(third)}`, isInner);
  }
  const sign = infix[name];
  if (sign !== undefined && first !== undefined && second !== undefined) {
    return inParentheses(`${printTerm(first)} ${sign} ${printTerm(second)}`, isInner);
  }
  return `${name}(${printTerms(args)})`;
}

function inParentheses(text: string, isInner: boolean): string {
  return isInner ? `(${text})` : text;
}

function printTerms(terms: readonly AstTerm[]): string {
  return terms.map(printTerm).join(", ");
}

/** Prints one term. */
export function printTerm(term: AstTerm): string {
  switch (term.type) {
    case "null":
      return "null";
    case "boolean":
    case "number":
    case "string":
      return JSON.stringify(term.value);
    case "var":
      return term.value.startsWith("$") ? "_" : term.value;
    case "ref":
      return printRef(term.value);
    case "array":
      return `[${printTerms(term.value)}]`;
    case "set":
      return term.value.length === 0 ? "set()" : `{${printTerms(term.value)}}`;
    case "call":
      return printCall(term.value, true);
    case "object":
      return `{${term.value.map(([key, value]) => `${printTerm(key)}: ${printTerm(value)}`).join(", ")}}`;
    case "arraycomprehension":
      return `[${printTerm(term.value.term)} | ${printInline(term.value.body)}]`;
    case "setcomprehension":
      return `{${printTerm(term.value.term)} | ${printInline(term.value.body)}}`;
    case "objectcomprehension":
      return `{${printTerm(term.value.key)}: ${printTerm(term.value.value)} | ${printInline(term.value.body)}}`;
    case "templatestring":
      return `$"${term.value.parts.map(printPart).join("")}"`;
  }
}

function printInline(body: readonly AstExpression[]): string {
  return body.map(printExpression).join("; ");
}

function printPart(part: AstTerm | AstExpression): string {
  if ("terms" in part) return `{${printExpression(part)}}`;
  return part.type === "string"
    ? JSON.stringify(part.value).slice(1, -1).replaceAll("{", "\\{")
    : `{${printTerm(part)}}`;
}

function printRef([head, ...parts]: readonly AstTerm[]): string {
  if (head === undefined) return "";
  return `${printTerm(head)}${parts.map(printStep).join("")}`;
}

function printStep(part: AstTerm): string {
  return part.type === "string" && /^[A-Za-z_]\w*$/u.test(part.value) && !keywords.has(part.value)
    ? `.${part.value}`
    : `[${printTerm(part)}]`;
}

/** Prints the parts of a package's or a function's name. */
function printPath([head, ...parts]: readonly AstTerm[]): string {
  const first = head?.type === "string" || head?.type === "var" ? head.value : "";
  return `${first}${parts.map(printStep).join("")}`;
}
