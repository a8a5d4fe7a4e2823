import { defineSheet } from "@sekisho/sheet";
import { egr00 } from "./egr-00.ts";
import { egr01 } from "./egr-01.ts";
import { egr02 } from "./egr-02.ts";
import { egr03 } from "./egr-03.ts";
import { ing00 } from "./ing-00.ts";
import { ing01 } from "./ing-01.ts";
import { ing02 } from "./ing-02.ts";
import { ing03 } from "./ing-03.ts";
import { ing04 } from "./ing-04.ts";
import { ing05 } from "./ing-05.ts";
import { ing06 } from "./ing-06.ts";
import { ing07 } from "./ing-07.ts";
import { int00 } from "./int-00.ts";
import { int01 } from "./int-01.ts";
import { int02 } from "./int-02.ts";
import { int03 } from "./int-03.ts";
import { int04 } from "./int-04.ts";
import { int05 } from "./int-05.ts";
import { int06 } from "./int-06.ts";
import { tensions } from "./tensions.ts";

/** Is the built-in security check sheet, one requirement a file. */
export const securitySheet = defineSheet({
  id: "security-sheet",
  version: "0.1.0",
  title: { ja: "セキュリティチェックシート", en: "Security check sheet" },
  source: { name: "security-sheet.ja.txt" },
  claims: [
    ...ing00,
    ...ing01,
    ...ing02,
    ...ing03,
    ...ing04,
    ...ing05,
    ...ing06,
    ...ing07,
    ...egr00,
    ...egr01,
    ...egr02,
    ...egr03,
    ...int00,
    ...int01,
    ...int02,
    ...int03,
    ...int04,
    ...int05,
    ...int06,
  ],
  tensions,
});
