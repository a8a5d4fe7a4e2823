/**
 * Texts that something else replaces before a manifest is applied: `${NAME}` and `$NAME` (envsubst, Flux, kustomize
 * replacements), `{{ … }}` (Helm, Jinja) and `$(NAME)`. Only a text that is nothing else: documents of IAM hold `${…}` of
 * their own.
 */
const placeholder = /^(?:\$\{[^{}]*\}|\$[A-Z_][A-Z0-9_]*|\$\([^()]*\)|\{\{.*\}\})$/su;

/** Tells whether a text stands for a value that is filled in before the manifest is applied. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text.trim());
}
