/** One place of a JSON value, which says where it is if it is not what is asked for. */
export interface JsonPart {
  readonly value: unknown;
  readonly member: (name: string) => JsonPart;
  readonly text: () => string;
  readonly number: () => number;
  readonly boolean: () => boolean;
  readonly oneOf: <Word extends string>(words: readonly Word[]) => Word;
  readonly items: <Item>(read: (part: JsonPart) => Item) => readonly Item[];
  readonly orNull: <Value>(read: (part: JsonPart) => Value) => Value | null;
}

/** Takes a place of a JSON value; `refuse` is told the JSON pointer and what is expected there. */
export function jsonPart(value: unknown, at: string, refuse: (at: string, expected: string) => never): JsonPart {
  const part: JsonPart = {
    value,
    member(name) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return refuse(at, "an object");
      const found = Object.entries(value).find(([key]) => key === name);
      return found === undefined ? refuse(`${at}/${name}`, "a value") : jsonPart(found[1], `${at}/${name}`, refuse);
    },
    text: () => (typeof value === "string" ? value : refuse(at, "a text")),
    number: () => (typeof value === "number" ? value : refuse(at, "a number")),
    boolean: () => (typeof value === "boolean" ? value : refuse(at, "true or false")),
    oneOf: (words) => words.find((word) => word === value) ?? refuse(at, `one of ${words.join(", ")}`),
    items: (read) =>
      Array.isArray(value)
        ? value.map((item: unknown, index) => read(jsonPart(item, `${at}/${String(index)}`, refuse)))
        : refuse(at, "a list"),
    orNull: (read) => (value === null ? null : read(part)),
  };
  return part;
}
