export default async (): Promise<void> => {
  await globalThis.testServer?.stop();
};
