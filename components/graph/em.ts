/** A unit of a picture is a tenth of an em, so that it grows with the text. As CSS and SVG attributes take it. */
export const em = (units: number): string => `${Math.round(units * 10) / 100}em`;
