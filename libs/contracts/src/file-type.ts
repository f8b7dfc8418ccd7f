import { AppError } from './errors';

/** What articles and the replies of agencies may bring along. */
export const ATTACHMENT_TYPES = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

/** How the names of files of a type end, the usual one first: what a name promises is what opens the file. */
export const FILE_ENDINGS: Record<AttachmentType, readonly string[]> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'text/plain': ['.txt', '.md', '.csv'],
};

/** A name as people read it: no path, nothing unseen, nothing that turns the letters around. */
export const FILE_NAME = /^(?!\s*\.{0,2}\s*$)[^\\/\p{Cc}\p{Bidi_Control}]{1,200}$/u;
export const BAD_FILE_NAME = 'name must be a file name of at most 200 characters';

const startsWith = (content: Buffer, ...bytes: number[]): boolean =>
  content.length >= bytes.length && bytes.every((byte, index) => content[index] === byte);

/** A zip whose entries' names, which stand uncompressed in it, have the part of the format, and no macros. */
const isOffice = (content: Buffer, part: string): boolean =>
  startsWith(content, 0x50, 0x4b, 0x03, 0x04) &&
  content.includes('[Content_Types].xml') &&
  content.includes(part) &&
  !content.includes('vbaProject.bin');

function isText(content: Buffer): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(content).includes('\u0000');
  } catch {
    return false;
  }
}

const IS: Record<AttachmentType, (content: Buffer) => boolean> = {
  'application/pdf': (content) => content.subarray(0, 5).toString('latin1') === '%PDF-',
  'image/png': (content) => startsWith(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
  'image/jpeg': (content) => startsWith(content, 0xff, 0xd8, 0xff),
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': (content) =>
    isOffice(content, 'word/document.xml'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': (content) =>
    isOffice(content, 'xl/workbook.xml'),
  'text/plain': isText,
};

/** What is wrong with a name for a file of the type. */
export const nameProblem = (name: string, type: AttachmentType): string | undefined =>
  FILE_ENDINGS[type].some((ending) => name.toLowerCase().endsWith(ending))
    ? undefined
    : `must end in ${FILE_ENDINGS[type].join(' or ')}, as ${type} does`;

/** What is wrong with a content for the type. */
export const contentProblem = (content: Buffer, type: AttachmentType): string | undefined =>
  IS[type](content) ? undefined : `is not ${type}`;

/** @throws AppError INVALID_ARGUMENT when the name or the content is not what the file is said to be. */
export function checkFile(name: string, content: Buffer, type: AttachmentType): void {
  const problems = { name: nameProblem(name, type), content: contentProblem(content, type) };
  const fields = Object.entries(problems).flatMap(([field, problem]) =>
    problem ? [{ field, problem }] : [],
  );
  if (fields.length > 0)
    throw new AppError(
      'INVALID_ARGUMENT',
      fields.map(({ field, problem }) => `${field} ${problem}.`).join(' '),
      {
        fields,
      },
    );
}
