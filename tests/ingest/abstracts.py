"""Titles and abstracts of many fields, written for these tests; no paper is like them."""

FIELDS = {
    "condensed matter": (
        "Magnon transport across grain boundaries in thin antiferromagnetic films",
        """Spin currents in insulating magnets are carried by magnons, whose scattering at structural
        defects limits the range of magnonic devices. Here we measure magnon transport in thin films of
        hematite with a controlled density of grain boundaries. Using nonlocal spin injection at
        temperatures between 10 K and 300 K we observe that the diffusion length falls with the square
        root of the grain boundary density. A Boltzmann model with elastic scattering accounts for the
        data without free parameters.""",
    ),
    "astronomy": (
        "Dust settling and the origin of rings in a young protoplanetary disk",
        """Bright rings are common in millimetre images of protoplanetary disks, but their origin is
        debated. We present interferometric observations of a disk around a star of one solar mass at a
        resolution of four astronomical units. The vertical extent of the dust layer is smaller than the
        gas scale height by a factor of eight, which implies weak turbulence. Hydrodynamical simulations
        with an embedded planet reproduce the outer ring, whereas the inner ring coincides with the snow
        line of carbon monoxide.""",
    ),
    "economics": (
        "Who pays for parental leave? Evidence from small firms",
        """We study how small firms respond when an employee takes parental leave. Matched
        employer-employee records of a Nordic country cover two decades and all private firms with fewer than
        thirty workers. Firms replace absent workers mostly by longer hours of coworkers, and the wage
        bill net of reimbursements rises by less than one percent. Profits and survival do not change. The
        costs of parental leave are thus borne by the social insurance system, and we find no evidence
        that employers hire fewer women of childbearing age.""",
    ),
    "finance": (
        "Liquidity premia in corporate bond markets after dealer deleveraging",
        """Corporate bonds trade over the counter, and dealers hold inventories to serve their customers.
        After capital rules were tightened, dealers reduced these inventories by one half. We estimate the
        liquidity premium from pairs of bonds of one issuer that differ in age and find that it doubled
        for bonds with low ratings. Mutual funds that hold such bonds sell them at larger discounts when
        investors redeem their shares. A search model with inventory costs explains the rise in the
        premium and its cyclical behaviour.""",
    ),
    "molecular biology": (
        "A bacterial kinase couples cell wall stress to chromosome segregation",
        """Bacteria must coordinate growth of the cell wall with segregation of the chromosome. We
        identified a serine kinase that phosphorylates the partitioning protein when the synthesis of
        peptidoglycan stalls. Cells without the kinase divide across the nucleoid under antibiotic stress
        and lose viability within three generations. A crystal structure of the kinase domain shows a
        pocket that binds fragments of the cell wall. The kinase thus acts as a checkpoint, and its pocket
        is accessible to small inhibitors.""",
    ),
    "ecology": (
        "Drought memory of beech forests along an elevation gradient",
        """Trees remember dry years: growth stays below its mean for several seasons after a drought. We
        took cores from six hundred beech trees between 400 and 1500 metres above sea level and dated nine
        drought years of the last century. Recovery took four years in the lowlands but less than two near
        the tree line. Soil depth and stand density explained most of the difference, while tree age did
        not matter. Thinning of dense stands could shorten the drought memory of managed beech forests.""",
    ),
    "algebra": (
        "On the growth of torsion in the homology of arithmetic lattices",
        """Let G be a semisimple group and consider a sequence of congruence subgroups of an arithmetic
        lattice in G. We prove that the torsion of the homology in the middle degree grows exponentially
        with the covolume if the fundamental rank is one, under a condition on the small eigenvalues of
        the Laplacian. The proof bounds the analytic torsion by a regulator and estimates the regulator
        with geodesic cycles. As a corollary we get many Galois representations modulo p whose existence
        was conjectured before.""",
    ),
    "combinatorics": (
        "Long monochromatic paths in edge-coloured hypergraphs",
        """A classical theorem says that every two-colouring of the edges of a complete graph has a
        monochromatic path that covers two thirds of all vertices. We extend the result to loose paths in
        uniform hypergraphs and determine the asymptotic length for every number of colours. The proof
        rests on the regularity method together with a new stability theorem for fractional matchings. We
        also show that random hypergraphs of a suitable density contain monochromatic loose paths of the
        same length with high probability.""",
    ),
    "robotics": (
        "Blind stair climbing with a wheeled biped",
        """Wheeled bipeds are fast on flat ground, but stairs stop them. We present a controller that
        climbs stairs without cameras: contact forces estimated from motor currents tell when a wheel
        touches the riser, and a gait with alternating legs lifts the body. The controller is tuned in
        simulation with random step heights and runs at 500 Hz on the onboard computer. On the robot it
        climbs steps up to 17 cm high, and recovers from slips and pushes. The gait needs four times the
        energy of level rolling per metre of height.""",
    ),
    "language": (
        "Clause order in spoken Tagalog: a corpus study of adverbial clauses",
        """Adverbial clauses may precede or follow the main clause, and languages differ in what decides.
        We annotate two thousand adverbial clauses in a corpus of spoken Tagalog for meaning, length and
        information status. Conditional clauses come first in nine of ten cases, causal clauses last;
        temporal clauses follow the order of events. A mixed model shows that length matters only for
        purpose clauses. The results support accounts in which clause order is iconic rather than the
        outcome of parsing ease.""",
    ),
    "geophysics": (
        "Slow slip beneath a subduction margin recorded by ocean-bottom pressure sensors",
        """Slow slip events release strain over days to weeks, and offshore they escape networks on land.
        We deployed twenty pressure sensors on the sea floor above a subduction margin for two years.
        After removal of tides and ocean circulation, two slow slip events show as uplift of one to four
        centimetres close to the trench. The slip reached within three kilometres of the sea floor and was
        followed by a swarm of tremor. Shallow megathrusts can thus slip slowly, which lowers the tsunami
        hazard there.""",
    ),
    "chemistry": (
        "Copper nanowires that reduce carbon dioxide to ethylene without additives",
        """The electrochemical reduction of carbon dioxide to ethylene needs catalysts that couple two
        carbon atoms. We grow copper nanowires with twin boundaries along their axis directly on a gas
        diffusion electrode. At a current density of 200 mA per square centimetre the faradaic efficiency
        for ethylene is 62 percent and stays constant for a hundred hours. In situ Raman spectra show that
        carbon monoxide binds more densely at the twin boundaries. Nanowires without twin boundaries yield
        mainly methane under the same conditions.""",
    ),
}
