// The state of an account's security as one sentence, and at most one suggestion. Pure.

const notWays = new Set(["recovery_codes", "password"]);

export function waysOf(info) {
  return info.methods.filter((method) => !notWays.has(method.kind));
}

/// { kind, title, sentence, suggestion?: { kind, title, why, label, action } }
export function summaryOf(info) {
  return { ...stateOf(info), suggestion: suggestionOf(info) };
}

function stateOf(info) {
  const ways = waysOf(info).filter((method) => !method.suspended);
  const codes = info.recovery_codes_left;
  if (info.must_change_password) {
    return state("care", "Your password needs changing", "Somebody else may know it. The rest of your account is as you left it.");
  }
  if (ways.length === 0) {
    return state("care", "Only your password protects you", "Anybody who learns it could sign in as you.");
  }
  const have = `${counted(ways.length, "way")} to confirm it's you`;
  if (codes === 0) {
    const title = ways.length === 1 ? "You're protected by one method" : "You're well protected";
    return state(ways.length === 1 ? "care" : "good", title, `You have ${have}, and no recovery codes.`);
  }
  return state("good", "You're well protected", `You have ${have}, and ${counted(codes, "recovery code")} in reserve.`);
}

function suggestionOf(info) {
  const ways = waysOf(info);
  const working = ways.filter((method) => !method.suspended);
  if (info.must_change_password) {
    return suggest("care", "Change your password now", "All other sign-ins end when you do.", "Change password", "password");
  }
  if (working.length === 0) {
    return suggest("care", "Add a second way to sign in", "It takes about two minutes with your phone.", "Add a method", "add");
  }
  if (ways.length > working.length) {
    const asleep = ways.find((method) => method.suspended);
    return suggest("care", `“${asleep.nickname}” is suspended`, "It was after a report. If it isn't yours, remove it.", "Look at it", "methods");
  }
  if (info.recovery_codes_left === 0) {
    return suggest("", "Make recovery codes", "They let you in if your phone is lost or broken.", "Make codes", "codes");
  }
  if (info.recovery_codes_left <= 3) {
    const few = counted(info.recovery_codes_left, "recovery code");
    return suggest("", `You have ${few} left`, "Make new ones before they run out.", "Make new codes", "codes");
  }
  return undefined;
}

export function counted(count, what) {
  const numbers = ["no", "one", "two", "three", "four", "five"];
  return `${numbers[count] ?? count} ${what}${count === 1 ? "" : "s"}`;
}

function state(kind, title, sentence) {
  return { kind, title, sentence };
}

function suggest(kind, title, why, label, action) {
  return { kind, title, why, label, action };
}
