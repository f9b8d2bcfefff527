#pragma once
// Invented names. `address` is what stands before the @.

#include <array>
#include <string_view>

namespace remit::demo {

struct Person {
  std::string_view name;
  std::string_view address;
};

inline constexpr std::array kPeople{
    Person{"Ayşe Gül Çelikkanat", "ayse.celikkanat"},
    Person{"Beatriz Salgado de Oliveira", "beatriz"},
    Person{"Chukwuemeka Okonkwo-Adébáyò", "c.okonkwo"},
    Person{"José Ángel Ibáñez", "ja.ibanez"},
    Person{"Kateryna Bondarenko", "k.bondarenko"},
    Person{"Łucja Wójcik", "l.wojcik"},
    Person{"Oluwaseun Babatunde", "o.babatunde"},
    Person{"Phạm Quốc Bảo", "bao.pham"},
    Person{"Siân ap Rhys-Llewellyn", "sian"},
    Person{"Tomás Herrera Quintanilla", "tomas.herrera"},
    Person{"Wilhelmina von Wolfeschlegelstein", "h.wolfe"},
    Person{"Γεώργιος Αντωνόπουλος", "g.antonopoulos"},
    Person{"Ιωάννα Παπαδοπούλου", "i.papadopoulou"},
    Person{"Анастасия Кузнецова", "a.kuznetsova"},
    Person{"Дмитро Коваленко", "d.kovalenko"},
    Person{"Síle Ní Bhriain", "sile.nibhriain"},
    Person{"Åsa Öström", "asa.ostrom"},
    Person{"Nguyễn Thị Minh Khai", "khai.nguyen"},
    Person{"Renée Lefèbvre", "r.lefebvre"},
    Person{"Jürgen Großmann", "j.grossmann"},
    Person{"Ana María Fernández", "ana.fernandez"},
    Person{"Giulia Dall’Acqua", "g.dallacqua"},
    Person{"Þórunn Jónsdóttir", "thorunn"},
    Person{"Zsófia Szűcs", "zs.szucs"},
    Person{"Ștefan Țurcanu", "s.turcanu"},
    Person{"Marek Dvořáček", "m.dvoracek"},
    Person{"Amara Diallo", "a.diallo"},
    Person{"Katariina Rautio", "k.rautio"},
    Person{"Lerato Mbeki", "l.mbeki"},
    Person{"Luís Filipe d’Orey", "luis.dorey"},
    Person{"Nina Þorvaldsen", "nina"},
    Person{"Emre Yıldırım", "e.yildirim"},
    Person{"Ewa Brzęczyszczykiewicz", "e.brzecz"},
    Person{"Noor van den Heuvel", "noor"},
    Person{"Priya Venkataraman", "p.venkataraman"},
    Person{"Samuel Oyelaran", "s.oyelaran"},
    Person{"Νίκος Παπαδόπουλος", "n.papadopoulos"},
    Person{"Ольга Морозова", "o.morozova"},
    Person{"Trần Văn Hùng", "hung.tran"},
    Person{"Yusuf Abdirahman", "y.abdirahman"},
};

/// Programs that act by credentials.
inline constexpr std::array kMachines{
    Person{"Checkout connector", "checkout-connector"},
    Person{"Nightly settlement", "nightly-settlement"},
    Person{"ERP bridge", "erp-bridge"},
    Person{"Ticket machine gateway", "ticket-gateway"},
    Person{"Loyalty sync", "loyalty-sync"},
    Person{"Refund batch", "refund-batch"},
    Person{"Click and collect app", "collect-app"},
    Person{"Data warehouse export", "warehouse-export"},
};

inline constexpr std::array kFamilies{"Adler",    "Bakker",  "Carvalho", "Dubois", "Eriksen",  "Fischer", "García",
                                      "Horváth",  "Ivanova", "Jansen",   "Kovács", "Laurent",  "Moretti", "Novák",
                                      "O’Connor", "Petrov",  "Quiroga",  "Rossi",  "Silva",    "Tanaka",  "Ulrich",
                                      "Virtanen", "Weber",   "Ximénez",  "Yılmaz", "Zieliński"};
inline constexpr std::array kFamilyAddresses{
    "adler",  "bakker", "carvalho", "dubois",   "eriksen", "fischer", "garcia", "horvath",  "ivanova",
    "jansen", "kovacs", "laurent",  "moretti",  "novak",   "oconnor", "petrov", "quiroga",  "rossi",
    "silva",  "tanaka", "ulrich",   "virtanen", "weber",   "ximenez", "yilmaz", "zielinski"};
inline constexpr std::array kFirst{
    "Alba",   "Bruno", "Clara", "David",  "Elena", "Felix",   "Greta",  "Hugo",   "Ines",   "Jonas",   "Karim",
    "Leila",  "Mateo", "Nadia", "Oscar",  "Petra", "Quentin", "Rosa",   "Stefan", "Tamar",  "Umberto", "Vera",
    "Walter", "Xenia", "Yara",  "Zoltan", "Aisha", "Boris",   "Carmen", "Dario",  "Esther", "Fatima",  "Gustav",
    "Hana",   "Ivan",  "Julia", "Kofi",   "Lena",  "Milan",   "Nora",   "Otto"};

}  // namespace remit::demo
