/** Answers a batch: {"ask": "phones", "of": [...]} on standard input, the answers in the same order on standard output. */

const { readFileSync } = require("node:fs");

const ORACLES = {
  /** [text, country] → the E.164 number, or null if libphonenumber takes it for none in use. */
  phones() {
    const { parsePhoneNumberFromString } = require("libphonenumber-js/max");
    return ([text, country]) => {
      const phone = parsePhoneNumberFromString(text, country);
      return phone?.isValid() ? phone.number : null;
    };
  },

  /** A Contentful document → what is wrong with it, nothing if it is valid. */
  documents() {
    const { validateRichTextDocument } = require("@contentful/rich-text-types");
    return (document) => validateRichTextDocument(document);
  },

  /** [amount as a decimal text, locale, options] → as Unicode's rules (CLDR, in Node's ICU) write it there. */
  amounts() {
    const formats = new Map();
    return ([amount, locale, options]) => {
      const key = JSON.stringify([locale, options]);
      if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(locale, options));
      return formats.get(key).format(amount);
    };
  },
};

const { ask, of } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(of.map(ORACLES[ask]())));
