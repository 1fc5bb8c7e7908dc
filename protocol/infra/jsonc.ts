/** A text in double quotes, or what JSON with comments has and JSON has not. A comma before a closing bracket ends nothing. */
const BEYOND_JSON = /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[^]*?\*\/|,(?=(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)*[\]}])/g;

/** JSON with comments and trailing commas, as wrangler and editors write it. Throws a `SyntaxError`. */
export const parseJsonc = (text: string): unknown =>
  JSON.parse(
    text
      .replace(/^\uFEFF/, '')
      // As much white space as there was, so that the places that errors name are those of the file.
      .replace(BEYOND_JSON, (match, quoted?: string) => quoted ?? match.replace(/[^\n]/g, ' ')),
  );
