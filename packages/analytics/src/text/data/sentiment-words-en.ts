/**
 * English words that say good or bad: a small lexicon written by hand for this project, enough for short service
 * texts. A word ending in `*` stands for all that begin so.
 */
export const POSITIVE_EN = words(`
good great excellent amazing awesome wonderful fantastic perfect* brilliant superb outstanding terrific lovely nice
best better love* like* enjoy* happy happily glad pleased pleasant pleasure delight* satisf* thank* grateful appreciat*
recommend* impress* helpful friendly kind* polite courteous patient* professional efficient* fast quick* prompt* timely
easy easily smooth* simple convenient comfortable comfy clean fresh tasty delicious yummy beautiful* pretty gorgeous
cute elegant stylish worth worthy affordable reasonable bargain cheap reliable sturdy solid durable quality accurate
fine cool fun funny interesting exciting excited thrilled win winner success* solved resolved works worked flawless*
exceed* superior favourite favorite wow bravo kudos yes fair generous responsive attentive caring warm welcom* safe
effective useful valuable handy sweet super top cheerful positive improved improvement thumbs outstandingly well
`);

export const NEGATIVE_EN = words(`
bad worse worst terrible terribly horrible horribly awful* poor* disappoint* hate* dislike* annoy* angry anger upset
frustrat* furious irritat* disgust* nasty gross ugly dirty filthy smell* stink* stale rotten cold rude* impolite
unfriendly unhelpful unprofessional incompetent careless ignorant ignore* arrogant lazy slow* late delay* wait* waiting
waste* useless worthless junk garbage trash rubbish crap* shit* damn hell suck* broken broke break* defect* damag*
fault* fail* error* bug* buggy crash* freez* stuck problem* issue* trouble* complain* complaint* refund* return* scam*
fraud* fake cheat* lie* liar lying dishonest mislead* deceptive false overpriced expensive pricey costly ripoff rip
missing lost lose wrong incorrect mistake* mess messy confus* complicated difficult hard unclear unable cannot
unacceptable unreliable unstable unsafe dangerous danger hurt pain* sick ill sad unhappy regret* sorry unfortunate*
unsatisf* dissatisf* nightmare disaster joke pathetic ridiculous stupid idiot* dumb boring dull bland tasteless
uncomfortable noisy noise loud leak* torn scratch* crack* stain* shame* avoid never* unresponsive unresolved
unsolved worried worry* scared poorly inferior mediocre lacking lack* cancel* refus* reject* threat* abus* cheap-looking
`);

/** One word each, without repetition. */
function words(text: string): readonly string[] {
  return [...new Set(text.split(/\s+/).filter((word) => word !== ''))];
}
