export const MASK = '＊＊＊';

const PERSONAL = [
  // E-mail addresses.
  /[\w.+-]+@[\w-]+(\.[\w-]+)+/g,
  // Identity numbers (GB 11643) and unified social credit codes (GB 32100): 18 characters.
  /(?<![0-9A-Za-z])[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{2}\d{6}[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{10}(?![0-9A-Za-z])/g,
  // Mobile numbers, also with a country code or in groups; landlines with an area code; cards and other long numbers.
  /(?<!\d)(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g,
  /(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)/g,
  /(?<!\d)(\d[ -]?){11,}\d(?!\d)/g,
];

/** Takes out what would say of whom a text is: telephone, identity and card numbers, credit codes, e-mail addresses. */
export const maskPersonalData = (text: string): string =>
  PERSONAL.reduce(
    (masked, pattern) => masked.replace(pattern, MASK),
    text.replace(/[０-９Ａ-Ｚａ-ｚ＠]/g, (wide) => wide.normalize('NFKC')),
  );
