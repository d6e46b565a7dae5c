/** Everyday English words: none of them, written small, is taken for somebody's name. */
export const commonWords: ReadonlySet<string> = new Set(
  `a an the this that these those it its he him his she her hers they them their theirs we us our ours you your yours i me my mine myself
  who whom whose which what when where why how and or but nor so yet if then else than as of in on at by for from to into onto with without within
  about above across after again against ago ahead all almost along already also although always am among another any anybody anymore anyone anything
  are aren't around ask asked asking asks away back be became because become becomes been before began begin behind being below best better between
  big both bring brought bump busy buy by call called calling calls came can can't cannot change changed changes changing check checked checking clear
  close closed closes come comes coming complete completely confirm contact contacted contacts contract correct could couldn't count create created
  crm current currently customer customers data database date dates day days deal deals decided delete deleted deletes deleting demo did didn't different
  do does doesn't doing don't done down drop dropped due during each earlier early easy edit either email emailed emails end ended enough entire
  entry erase even evening ever every everybody everyone everything exactly except extend far feel few field file fill find fine first fix flag follow
  followed following follows forget forgot forward found fresh friday full further gave get gets getting give given gives giving go goes going gone good got
  great group had half hand handle handled handles happen happened happens happy hard has hasn't have haven't having hear heard held hello help hey hi
  hold hope hour hours however hundred idea immediately important include including information instead interest interested is isn't issue
  just keep keeps kept kind know known knows large last late later latest lead leads least leave leaves leaving left less let let's like list listed little log
  logged long longer look looked looking looks lose lost lot made mail make makes making many march mark marked matter may maybe mean meant
  meet meeting meetings mention mentioned merge message met might mind minute minutes miss missed moment monday money month months more morning most move
  moved moves moving much must name named names need needed needs never new news next nice night no nobody none nor not note noted notes nothing now
  number numbers o'clock off offer often ok okay old older on once one ones only open opened or order orders other others otherwise ought out over overdue own owned
  owner owners owns part pass past pay people per perhaps person phone phoned phones pick piece pipeline place plan please possible previous price
  probably problem product products proposal proposals prospect prospects pull purge push pushed put puts qualified quarter question quick quickly quite quote rather reach
  reached read ready real really reason reassign recent recently record recorded records reduce refund regarding register related remain remind
  reminder remove removed removes removing reply replied report request requested respond responded response rest result right sale sales same
  saturday save saw say says schedule scheduled scrub search second see seem seems seen sell send sends sending sent service services set sets setting several
  share she'd she'll she's he's he'd he'll they're they've we've we're we'd we'll i'm i've i'd i'll it's that's there's what's who's whoever whomever anyone's where's how's let's
  should shouldn't show showed shows sign signed signs silent since single sir skip slow so soft software hardware consulting training some somebody someone something soon sorry sort speak spoke
  jot tick split stage stages stale start started state status still stop stopped stuff such sunday support supposed sure switch system table take taken takes taking talk talked
  task tasks team tell tells than thank thanks that'd there therefore thing things think thought three through throughout thursday till time times tired to today
  together told tomorrow tonight too took total toward trash transfer tried true try trying tuesday turn two under undo unless until up
  update updated updates updating upon us use used using usually value very view visit visited voicemail wait waiting want wanted wants was wasn't way
  wednesday week weeks well went were weren't while whole why will win wipe wish won won't wonder word words work worked working works would wouldn't write wrote wrong year years
  yes yesterday yet yesterday's today's tomorrow's account accounts client clients company companies opportunity opportunities ticket tickets invoice invoices
  assign assigned assigns assigning interested mark add added adding adds create inbound lately absolutely actually ahead aside besides both
  competitor competitors cost costs discount expensive cheap cheaper budget budgets contracts renewal renew renewed upgrade upgraded downgrade signed signing pricing
  sounds sound quiet cold hot warm dead alive active inactive interested uninterested pleased unhappy annoyed angry excited keen glad delighted disappointed frustrated satisfied
  mr mrs ms dr sir madam team guys folks everyone's anyone's nobody's colleague colleagues boss manager managers rep reps salesperson seller sellers
  stuck pending outstanding remaining upcoming longest shortest highest lowest oldest newest earliest biggest smallest average percentage percent share ratio
  summary summarize summarise overview breakdown brief briefing history recap details detail profile info background context
  hypothetically suppose imagine assuming whether unless otherwise simply merely purely exactly roughly approximately about
  zero four five six seven eight nine ten eleven twelve couple dozen once twice january february april june july august september october november december
  touch base ping reachable respond responding unresponsive gotten hung haven hasn wasn aren isn doesn didn couldn wouldn shouldn
  lunch coffee dinner breakfast chat chatted texted text whatsapp slack wechat zoom teams linkedin skype conference event webinar
  mistake accident accidentally typo wrongly instead nevermind scratch revert restore cancel cancelled canceled bin archive clean tidy dump chuck
  hand handing handed over belongs belong belonging responsible charge charges looking looked account's customer's lead's client's
  proceed go ahead sounds yep yeah yup nope nah sure alright cool perfect exactly affirmative confirmed correct agreed
  bumped advance advanced promote demote progress progressed regress shift shifted postpone postponed delay delayed reschedule rescheduled defer deferred prepone
  spelled spelt rename renamed address addresses mobile cell telephone landline direct line extension
  positive negative neutral mood sentiment feelings feedback complaint complaints complained
  keeping look listing listings tally reopen inform informed letting notify promised agreed asks begged urged
  whats whos wheres whens hows thats theres lets isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt havent hasnt im ive youre
  theyre weve pls plz thx gonna wanna gotta lemme gimme um uh hmm n w vs versus rid falls fall fell standup stand brochure whatsapped messaged pinged emailed
  hers yours ours his mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec tmrw tmr wk wks mth mths
  matter matters accordingly anyway anyways actually honestly seriously awfully literally basically pretty quite
  head heads up eod cob eow q1 q2 q3 q4 ie eg etc approx roughly around max min avg total
  deals dealt ran run running began becoming shared sharing known knowing gave given lead led leading felt found
  quote quotes quoted discount discounts trial trials pilot pilots kickoff onboarding rollout launch feedback pricing price license licence seats seat
  turns seems apparently guess guessing figure figured supposedly obviously clearly sadly luckily finally basically remember reminder honestly surely lastly firstly secondly meanwhile otherwise besides regarding per ditto rang ring rung phoning dialled dialed spoken chatting emailing texting popped dropped stopped heads shout buzz thinking wondering housekeeping heads heard reckon
  import imports imported importing export exports exported exporting upload uploaded download translate translated translation ship shipped shipping store stored load loaded
  submit submitted discard discarded apply applied approve approved reject rejected revert reverted restore restored roll rolled summarize summarise analyse analyze analysis forecast forecasts
  predict predicts compare compared extract extracts classify detect verify verified identify identified audit auditors publish print draft drafts promotion promotions campaign campaigns survey surveys
  future delivery deliveries address addresses default street postcode zip answer answers visitor visitors transcript transcripts knowledge document documents ticket tickets queue queues desk consent withdraw
  withdrew objected refunds returned returning exchanged exchange escalate escalated convert converted segment segments churn recommend recommendation recommendations
  here hang argh bunch heap dead weight holidays holiday clutter cluttering permanently meant mind
  excited impressed thrilled worried concerned hesitant convinced confused curious frustrated`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
