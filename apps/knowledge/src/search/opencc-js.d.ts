declare module 'opencc-js/t2cn' {
  /** A converter from one spelling of Chinese to another. */
  export function Converter(options: { from: string; to: string }): (text: string) => string;
}
