# What the bot noticed by itself, with its figures, for moderators. It is a reason to look, and no judgement.

evidence-red-flags = { $red_flags ->
    [one] 1 person flagged it.
   *[other] { $red_flags } people flagged it.
}
evidence-skips = { $skips ->
    [one] 1 person did not want to reply to it.
   *[other] { $skips } people did not want to reply to it.
}
evidence-near-duplicate = Its words are about { $percent } % the same as those of message `{ $message }`{ $by_same_author ->
    [1] , which has the same author.
   *[other] , by somebody else.
}
evidence-alike = It is nearly the same as { $alike } earlier texts.
evidence-repeats-prompt = { $prompt_percent } % of the prompt stands in the reply again, and { $reply_percent } % of the reply is from the prompt.
evidence-known-text = It is like line { $line } of the operator’s list of known texts: { $known_percent } % of that line stands in it, and { $text_percent } % of it stands in the list.
evidence-wrong-language = { $mismatches } of { $reviews } reviewers say that it is in another language.
evidence-too-fast = { $too_fast } of { $answers } answers came faster than anybody types or reads.
evidence-same-marks = { $alike } of { $reviews } reviews gave the same marks on every scale.
evidence-order-as-shown = { $as_shown } of { $rankings } rankings left the replies in the order in which they were shown, which is random.
evidence-reviews-differ = { $different } of { $reviews } reviews say the opposite of what was settled.
evidence-rankings-differ = In { $rankings ->
    [one] 1 ranking
   *[other] { $rankings } rankings
}, { $pairs_percent } % of the pairs of replies are the other way round than in the final order.
evidence-skip-pattern = { $skipped } of { $packages } tasks were skipped.
evidence-flagged = { $flagged ->
    [one] 1 of the skipped messages was flagged too.
   *[other] { $flagged } of the skipped messages were flagged too.
}
evidence-ranks-first = { $rankings } rankings had replies of accounts in them that put this person’s replies first. { $first } put one of theirs first; by chance it would be about { $expected }.
evidence-upvotes = { $upvotes_for_them } of { $upvotes } upvotes went to accounts that upvote this person.
evidence-people = Among them: { $people }.
evidence-accounts = { $accounts ->
    [one] It is about 1 other account.
   *[other] It is about { $accounts } other accounts.
}
