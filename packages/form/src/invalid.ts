import { SekishoError } from "@sekisho/estate";

/** Makes the error of a customer's file that cannot be read or filled. The message quotes nothing of the file. */
export function invalidForm(name: string, what: string, todo: string, cause?: unknown): SekishoError {
  return new SekishoError("FORM_INVALID", `The file ${name} cannot be used: ${what}. ${todo}.`, {
    details: { file: name },
    ...(cause === undefined ? {} : { cause }),
  });
}
