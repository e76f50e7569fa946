// What a method is called, looks like, and is like to use.

export const kinds = {
  authenticator_app: {
    picture: "phone",
    name: "Authenticator app",
    like: "Type a two-digit number on your phone to sign in.",
    needs: "Needs a phone with a camera and a connection.",
  },
  totp: {
    picture: "code",
    name: "Code app",
    like: "Type six digits from any code app you already use.",
    needs: "Works without a connection.",
  },
  recovery_codes: {
    picture: "list",
    name: "Recovery codes",
    like: "A list to print or save, for when your phone is lost.",
    needs: "Each code works once.",
  },
};

export function kindOf(kind) {
  return kinds[kind] ?? { picture: "key", name: kind.replaceAll("_", " "), like: "", needs: "" };
}
