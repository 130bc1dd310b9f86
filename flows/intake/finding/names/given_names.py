"""Given names that are usual where our languages are spoken, folded: what nothing else announces begins with one."""

from __future__ import annotations

from flows.search import fold, word_set

_NORDIC = word_set(
    "aage age agneta agnes agnete aksel alf alfhild alfred alice alma alva alvar alvin amalie amanda amund "
    "anders "
    "andrea andreas andre ane anette anita anja ann anna annbritt anne anneli annelise annette annika "
    "annike anniken "
    "antje anton are arild arja arne arnfinn arnhild arnstein arnt arnulf aron arthur arve arvid ase aslak "
    "aslaug asta "
    "asbjorn astrid atle aud audhild audun august augusta aurora axel balder barbro bard bengt bent bente "
    "bernt berit "
    "bertil bibbi birger birgit birgitta birgitte birthe birte bjarke bjarne bjarte bjorg bjorn bjornar bo "
    "bodil borge "
    "borghild borje brage brigitte brit britt britta brynjar camilla carina carl carlos caroline caspar "
    "cato cecilia cecilie celine "
    "charlotte charlotta christel christen christer christian christiane christin christina christine "
    "christoffer "
    "christopher claes clara claus connie conny curt dag dagfinn daghild dagmar dagny dagrun dan daniel "
    "daniela danny david "
    "ditte doris dorte dorthe dorthea ebba ebbe edel edit edith edvard edvin egil eigil eilif einar eirik "
    "eirin eivind elen "
    "elena elfriede eli elias elin elina eline elisabeth elise ella elle ellen ellinor elna elof elsa else "
    "elsebeth emil emilia "
    "emilie emma emrik endre erica erik erika erlend erland erling ernst espen esben ester eva even evelyn "
    "evy "
    "ewa fabian fanny felix filip filippa finn flemming frank fredrik frederik frederikke freja frida frode "
    "fritjof fritz gabriel gabriella gabrielle geir georg gerd gerda gert gina gisela gisle gitte gjermund "
    "gjertrud gorm goran gosta "
    "grete grethe gro gry gudmund gudrun gulbrand gun gunbritt gunborg gunhild gunn gunilla gunlaug gunnar "
    "gunnel gunvor gustaf gustav guro guttorm "
    "gyda haakon hakan hakon halfdan hallgeir hallvard halvard halvor hampus hanna hannah hanne hannelore "
    "hans harald haldis harry hasse "
    "havard hedda hedvig hege heidi heidrun helen helena helene helga helge helle helmer hennie henning "
    "henrik henriette henry herbert herdis herman hermod "
    "hilda hilde hildegunn hilma hjalmar hjordis holger hugo hulda ida idar idun ine inga inge ingeborg "
    "ingebjorg inger ingegerd ingeli ingelin ingemar ingemund ingmar "
    "ingmarie ingrid ingvar ingvild ingunn iris irene irja irma isabel isabella isak iselin isac ivan ivar "
    "iver jacob jakob jan jane janne jannicke jannik "
    "janos jarl jarle jeanette jenny jens jeppe jerker jesper jessica jim jimmy joakim joachim joar jochen "
    "jofrid johan johanna johanne johannes johnny "
    "jon jonas jonathan jonny joar jomar joran jorgen jorn jorund jorunn josef josefin josefine judith jul "
    "julia julian julie juni justine juul kai kaj kajsa "
    "kalle karen kari karianne karin karina karl karla karoline karolina karstein karsten karsti kaspar "
    "kasper kate katarina katharina kathrine katja katrin katrine "
    "kennet kenneth kent kerstin ketil kicki kim kine kira kirsten kirsti kirstin kirstine kjartan kjell "
    "kjellaug kjellfrid kjersti kjetil klara klas klaus knud knut kolbjorn kristen "
    "kristian kristiane kristin kristina kristine kristoffer kurt lana lars lasse laila laura laurits "
    "lavrans leena leif lena lene lennart leo leon leonora lilian lillian lilly lillemor lina linda line "
    "linn linnea "
    "lis lisa lisbet lisbeth lise lisette liselotte liv liva lone lotta lotte louise lovise lucas lucia "
    "ludvig lukas lydia mads magda magdalena magne magnhild magni magnus maja maj majbritt "
    "malene malin malte marcus maren margaret margareta margareth margaretha margit margot margrete "
    "margrethe mari maria mariann marianne marie marina marion marit marita marius "
    "markus marlene marte martha marthe martin martina marta matheo mathias mathilde mats matilda mattias "
    "mattis maud max maya merete meta mette mia michael michaela mikael mikkel mille mina mogens moa mona "
    "monica monika "
    "morten nadia nadja nanna natalie nathalie niclas nicolai nicolas niels nikolai nikolaj nils nina "
    "nora norunn odd oddbjorn oddgeir oddny oddmund oddvar oddveig ola olaf olaug olav ole olea oleg olga "
    "oliver olof oscar oskar osvald otto "
    "ove oystein oyvind oyvor paal pal palle patric patrick patrik paul paula paulina peder peer pelle per "
    "pernilla pernille pers peter petra petter philip pia poul povl preben ragna ragnar ragnhild rakel "
    "ralf ramona randi rannveig rasmus rebecka rebecca "
    "regine reidar reidun renate rene rickard rikard rikke rita robert robin roald roar roger roland rolf "
    "ronja ronnie ronny rosa rosmarie roy ruben rune runa ruth sandra sanna sanne sara sebastian selma sem "
    "severin sidsel sigbjorn sigbritt siggen sigmund signe "
    "sigrid sigrun sigurd sigvald silje silvia simen simon simone sindre siri siv sivert sixten sissel siw "
    "sjur snorre sofia sofie solbritt solfrid solrun solveig sondre sonja sophie soren staffan stale stein "
    "steinar steinulf stefan sten stian stig stine sture sune susan susann susanna susanne svante svein "
    "sveinung sven sverre "
    "svend sylvi sylvia synne synnove tage tallak tanja tarald tarjei tea terese terje thea thelma theodor "
    "theresa therese thomas thor thora thorbjorn thore thorleif thorvald thyra tim tina tilde tine tiril "
    "tobias tom tommy tomas tone tony tor tora tord tore torbjorn torben "
    "torborg torfinn torgeir torgny torger torgunn torhild torill toril torkel torkil torkild torleif "
    "tormod torild torstein torsten torun torunn torvald tove trine trond troels truls trude truen trygve "
    "turid tuva tyra ulf ulla ullabritt ulrich ulrik ulrika ulrike une unni urban ursula uno "
    "valborg valdemar vanja vebjorn vegar vegard vera veronica veronika vibeke victor victoria vidar "
    "vigdis viggo vigleik viktor viktoria vilde vilhelm villy vilma viola vivi vivian walter wenche wencke "
    "werner wilhelm wilma wilmer william yngvar yngve yvonne"
)
_GERMAN = word_set(
    "achim adelheid adolf albert albrecht alexander alexandra alina alois andrea anette angela angelika "
    "anke annegret anneliese annemarie antonia armin arndt arno arnold astrid auguste axel barbara bastian "
    "beate benedikt benjamin bernd bernhard bernadette bettina bianca birgit bjoern boris brigitte bruno "
    "burkhard carmen carola carsten charlotte christa christel christiane christof christoph clemens "
    "conrad cornelia corinna "
    "dagmar daniela detlef detlev diana dieter dietmar dietrich dirk doris dorothea eberhard eckhard "
    "eckart edeltraud edgar egon elfriede elisabeth elke ellen elmar emil enno erhard erich erika erna "
    "ernst erwin esther eugen eva fabian falk felix ferdinand florian "
    "frank franz franziska frauke fred friedhelm friederike friedrich frieda fritz gabi gabriele georg "
    "gerald gerd gerda gerhard gerlinde gernot gertrud gesa gesine gisela gottfried grete gregor gudrun "
    "guenther guido gunda gunther gunter gustav hajo hanna hannelore hannes hanno hans harald harm harry "
    "hartmut hartwig hauke hedwig heide heidemarie heidrun heike heiko heiner heinrich heinz helene helga "
    "helge helmut henning henrike herbert hermann herta hilde hildegard hinnerk hinrich holger horst "
    "hubert hugo ilona ilse imke ina ines inga inge ingeborg ingo ingrid irene iris irmgard isabel isabell "
    "jakob jan janina jana jannik jasmin jens joachim jochen joerg johann johanna johannes jonas jorg "
    "josef josephine judith julian julius jurgen jutta kai karin karl karla karlheinz karsten katharina "
    "kathrin katja katrin kerstin kilian klaas klara klaus knud konrad konstantin korinna kristina kurt "
    "lara lars "
    "laura lea leander leonhard leopold lena lieselotte lina linus lisa lorenz lothar lotte luca ludger "
    "ludwig luise lukas lutz magdalena maike maik malte manfred manuel manuela marc marcel marco mareike "
    "margarete margit margot maria marianne marie marina mario marion marita markus marlene marlies marta "
    "martha martin martina mathias "
    "matthias max maximilian melanie merle michael michaela mirjam mirko monika moritz nadine nele nicole "
    "niels nikolaus nils nina norbert ole olaf oliver onno oskar oswald otto pascal patricia patrick paul "
    "paula peter petra philipp rainer raik ralf ralph regina regine reimer reinhard reinhold reiner renate "
    "rene richard rita robert "
    "roland rolf roman rosemarie rudi rudiger rudolf ruth sabine sabrina sandra sara sarah sascha "
    "sebastian siegfried siegrid siegmund sigrid silke silvia simon simone sonja sophia sophie stefan "
    "stefanie steffen stephan stephanie susanne sven svenja swantje sybille sylvia tamara tania tanja theo "
    "theodor thies thomas thorben thorsten till tilo tim timo "
    "tina tobias tom tomke torben torsten udo ulf uli ulla ulrich ulrike ursula uta ute uwe valentin "
    "vanessa vera verena veronika viktor viktoria volker volkmar waldemar walter waltraud werner wibke "
    "wiebke wilfried wilhelm willi willy winfried wolf wolfgang wolfram xaver yannick yvonne zoe"
)
_ENGLISH = word_set(
    "aaron abigail adam adrian aidan alan alastair albert alec alex alexander alexandra alfie alice alison "
    "allan allen alyssa amanda amber amelia amy andrea andrew andy angela angus ann anna annabel anne "
    "anthony antonia archie arthur ashley audrey austin barbara barry beatrice becky ben benjamin bernard "
    "beth bethany beverley bill "
    "billy blake bob bradley brandon brenda brian bridget bruce bryan callum calum cameron carl carol "
    "caroline carolyn catherine cathy charles charlie charlotte chelsea cheryl chloe chris christian "
    "christina christine christopher claire clare clive colin connor craig curtis cynthia daisy dale "
    "daniel danielle darren dave david dawn dean "
    "deborah debbie declan denise dennis derek diana diane dominic donald donna dorothy dougal douglas "
    "duncan dylan edith edward edwin eileen elaine eleanor elizabeth ella ellie elliot emily emma eric "
    "erin esther ethan euan eve evelyn ewan faith fergus fiona florence frances francis frank fraser fred "
    "freddie freya gareth gary gavin gail gemma geoff geoffrey "
    "george georgia georgina gerald geraldine gerard gillian gina gladys glen glenn gordon grace graeme "
    "graham grant greg gregory guy gwen hamish hannah harriet harrison harry harvey hayley hazel heather "
    "hector helen henry hilary holly howard hugh hugo iain ian imogen irene iris isaac isabel isabella "
    "isla ivy jack jackie jacob jacqueline jake james jamie jan "
    "jane janet janice jasmine jason jasper jay jean jeff jeffrey jenna jennifer jenny jeremy jerry jess "
    "jesse jessica jill jim jimmy joan joanna joanne jodie joe joel john johnny jon jonathan jordan joseph "
    "josephine josh joshua joy joyce judith judy julia julian julie june justin karen kate katherine "
    "kathleen kathryn katie kay keith kelly ken kenneth kerry kevin "
    "kieran kim kirsty kyle laura lauren lawrence leah lee leigh leo leonard lesley leslie lewis liam "
    "lilian lily linda lindsay lisa logan lorna lorraine louis louise lucas lucy luke lydia lynn lynne "
    "madeleine maggie malcolm marcus margaret maria marian marie marilyn marion marjorie mark martha "
    "martin martyn mary mason mathew matilda matt matthew maureen maurice max maxwell megan "
    "melanie melissa mia michael michelle mike miles millie miranda miriam mitchell moira molly monica "
    "morag morgan muriel nancy naomi natalie natasha nathan neil nell niall nicholas nick nicola nigel "
    "noah noel nora norman oliver olivia oscar owen paige pam pamela patricia patrick paul paula pauline "
    "peggy penelope penny perry pete peter phil philip philippa phoebe phyllis polly poppy priscilla "
    "rachael rachel ralph ray raymond rebecca reece reg rhona rhys richard rick rita rob robert robin "
    "roderick roger ron ronald rory rose rosemary rosie ross rowan roy ruby rupert russell ruth ryan sadie "
    "sally sam samantha samuel sandra sandy sara sarah scott sean sebastian shannon sharon sheila shirley "
    "sian sidney simon siobhan sophia sophie spencer stacey stanley stella stephanie stephen steve steven "
    "stewart stuart "
    "sue susan suzanne sybil sylvia tamsin tanya tara ted terence teresa terry theo theresa thomas tim "
    "timothy tina toby todd tom tony tracey tracy trevor trudy una valerie vanessa vera verity veronica "
    "victor victoria vincent violet virginia vivian wallace walter wanda wayne wendy wilfred will william "
    "winifred yvonne zac zoe"
)
_ELSEWHERE = word_set(
    "niklas gote borje rohan momme telse ranveig adne ragne vilde hallgerd solbjorg abbas ahmet aylin "
    "aysel kateryna ing asa yaroslav iryna abdi abdirahman abdul abdullah adam adebayo "
    "adel adnan afshin agata agnieszka ahmad ahmed aisha aino aleksander aleksandra aleksei alessandro "
    "alessia ali alicja alina amal amina amir amira amit ana anan andrei andrzej anil anita anjali anton "
    "antonio anwar aram arash arjun arun aryan asad asif asma ayan ayaan ayse ayub aziz azra babak bahar "
    "bahram barbara bartosz beata behrouz bilal bogdan boris bozena branko burak bushra "
    "can carla carlos carmen cem chandra chen chiara claudia claudio cristian cristina dariusz dawid "
    "deepak denis denisa diego dilan dimitri dmitri dorota dragan duc dung dusan ebru ekaterina elif elena "
    "emine emre enrique ercan erkan esra ewa fadi fahad faisal farah farhad farid faris fariba fatema "
    "fatemeh fatima fatma fatuma federico fernando filiz francesca francesco francisco gabriela galina "
    "ganesh giorgio giovanni giulia goran grazyna grzegorz guillermo gulsen "
    "habib hakan halima hamid hamza hana hanan hasan hassan hatice hawa hector hodan huda huong hussein "
    "husein hussain hüseyin ibrahim idris ignacio igor ilhan ilona imran ines inger ioana ioannis irena "
    "irina isabella ismail ivan ivana ivo iwona jaana jacek jadwiga jahid jakub jamal jamila jan janusz "
    "jaroslaw javier jelena jerzy joanna joao jolanta jorge jose josip juan juha jun jussi kaan kamal "
    "kamil kamila karim karolina katarzyna kazimierz kemal khadija khalid khalil kinga krishna krystyna "
    "krzysztof lakshmi laszlo layla leila leyla lidia linh lorenzo luca lucia lucja lucyna luigi luis "
    "lukasz "
    "maciej magdalena mahmoud mahmud mai maja maksim malgorzata manoj marcin marco marek margarita mariam "
    "mariana mariusz marko marta maryam marzena massimo mateusz matteo mehdi mehmet mei mercedes merve "
    "michal mihai mikko milan milica minh miguel mina mira mirela miroslav mitra mohamed mohamad mohammad "
    "mohammed mohammad monika mostafa muhammad muhammed murat musa mustafa nabil nadia naima najma nam "
    "naser natalia natasha navid nazanin neda nguyen nhung nicolae nikola nikos nilufar nimo nisha noor "
    "nour nuno ola oleksandr olena olga oksana oluwaseun omar osman osama ozlem pablo paolo parisa parvin "
    "patrycja pavel pedro pekka petar phuong piotr pooja pradeep priya przemyslaw quang radek radoslaw "
    "rafael rafal raj rajesh raluca ramin ramon rania rashid ravi reza ricardo roberto robert roman rosa "
    "roya roxana ruslan ryszard saad sabina sadia saeed said saida salah salim salma samir samira sana "
    "sandeep sanjay santiago sara sasa saskia sayed sebastiano selim selin selma serdar sergei sergio "
    "shabnam shahid shahram sharif shirin shreya siddiq simran slawomir sofia soheila stanislaw stefano "
    "suad suleiman sulejman sumaya sunil suresh svetlana sylwia szymon "
    "tahir tamara tanvir tarek tariq tatiana tatjana tayyab teodora tereza thanh thi thomasz tomasz tran "
    "tuan tuomas turgut ulises umar usman vesna victor vijay vikram viktor ville vladimir waleed waqas wei "
    "wieslaw wiktoria witold wojciech xavier xiao yan yasemin yasin yasmin yasmine yasir younes yousef "
    "youssef yuki yuliya yusuf zahra zainab zbigniew zdravko zehra zeinab zeki zeynep zofia zoran zuzanna "
    "zygmunt jasper joost maarten pieter sander sjoerd jeroen hendrik willem anouk femke marieke sanne "
    "bram daan thijs wouter aino maria eero eeva heikki ilkka jari jukka kaarina kaisa kari lauri leena "
    "liisa markku matti merja minna outi paavo paivi pirjo pirkko raimo riitta sari satu seija seppo tapio "
    "teemu tiina timo toni tuula ulla vesa virpi zuzana ewabritt annemari"
)
GIVEN_NAMES = _NORDIC | _GERMAN | _ENGLISH | _ELSEWHERE
_PATRONYMIC = (
    "sen",
    "sson",
    "dottir",
    "datter",
    "poulos",
    "wicz",
    "enko",
    "ovic",
    "evic",
    "inska",
    "inski",
    "owska",
    "owski",
)
_SHORTEST = 6
"""Letters of a surname whose ending says that it is one."""


def is_given_name(word: str) -> bool:
    """Whether a word is one, or two with a hyphen: `Jens-Peter`, `Ewa-Britt`."""
    parts = fold(word).replace("-", " ").split()
    return bool(parts) and parts[0] in GIVEN_NAMES


def is_of_a_person(name: str) -> bool:
    """Whether a name is a person's by its first word, or by a last one that only people have."""
    words = name.split()
    if not words:
        return False
    last = fold(words[-1]).replace(" ", "").replace("-", "")
    return is_given_name(words[0]) or (len(last) >= _SHORTEST and last.endswith(_PATRONYMIC))


def from_given_name(name: str) -> str | None:
    """The part of a name from its first given name on: of `Bygherre Mads Friis` it is Mads Friis."""
    words = name.split()
    at = next((at for at, word in enumerate(words) if is_given_name(word)), None)
    return " ".join(words[at:]) if at is not None and at < len(words) - 1 else None
