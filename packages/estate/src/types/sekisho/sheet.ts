import { block, boolean, defineResourceType, enumeration, list, listOf, string } from "../../model/resource-type.ts";

const mark = enumeration(["有", "無", "planned", "none"], { terraform: null });
const modality = enumeration(
  [
    "implemented",
    "capability",
    "inherited",
    "not_implemented",
    "planned",
    "under_consideration",
    "scope",
    "conditional",
    "vague",
    "qualifier",
    "heading",
  ],
  { terraform: null },
);
const strength = enumeration(["plain", "absolute", "absolute_in_time", "partial", "best_effort", "as_needed"], {
  terraform: null,
});

/** The sheet that is answered: what its rows say is itself the subject of policies on how a sheet has to be worded. */
export const sheet = defineResourceType({
  type: "sheet",
  identity: {},
  attributes: {
    /** In the order of the sheet. */
    claims: list(
      {
        claim: string({ terraform: null }),
        kind: enumeration(["heading", "requirement", "statement", "caveat"], { terraform: null }),
        mark,
        modality,
        strength,
        /** Whether policies or another claim's result decide it. */
        is_decided: boolean({ terraform: null }),
        /** The claim that a caveat limits. */
        caps: string({ terraform: null }),
        /** Words of the source that limit or widen the claim. */
        qualifiers: listOf(string({ terraform: null }), { terraform: null }),
        wording_ja: string({ terraform: null }),
        wording_en: string({ terraform: null }),
        ceiling_ja: string({ terraform: null }),
        ceiling_en: string({ terraform: null }),
        /** Of a plan: who is to review it. The profile's `plans` may say what the sheet does not; else U7. */
        owner: string({ terraform: null }),
        /** Of a plan: the last day, in Asia/Tokyo, on which it need not have been reviewed. */
        review_by: string({ terraform: null }),
        /** Of what is inherited: whose property it is, and when its statement of that was read. */
        provider: block(
          {
            name: string({ terraform: null }),
            source: string({ terraform: null }),
            checked_on: string({ terraform: null }),
          },
          { terraform: null },
        ),
      },
      { terraform: null },
    ),
    /** Claims that have to agree: those that speak about one fact, and those of one tension. */
    agreements: list(
      {
        /** The fact's name or the tension's id. */
        name: string({ terraform: null }),
        /** Whether the owner has decided the tension (the profile's `decisions`). */
        is_decided: boolean({ terraform: null }),
        claims: list({ claim: string({ terraform: null }), mark, modality, strength }, { terraform: null }),
      },
      { terraform: null },
    ),
  },
  isGlobal: true,
});
