const english = new Intl.PluralRules("en");

/** Gives the English word that agrees with a number: `1 day is left`, `2 days are left`. */
export function agreeing(count: number, one: string, other: string): string {
  return english.select(count) === "one" ? one : other;
}

/** Counts things by their English name, which a plural ends with s unless it is given. */
export function counted(count: number, name: string, names = `${name}s`): string {
  return `${String(count)} ${agreeing(count, name, names)}`;
}
