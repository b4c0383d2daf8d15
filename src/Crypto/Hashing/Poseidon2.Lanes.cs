namespace Plimsoll.Crypto.Hashing;

/// <content>The permutation on eight states side by side.</content>
/// <remarks>
/// Weights (see <see cref="FrLanes"/>) are noted where they matter: an S-box takes at most 4 and gives 1; a full layer is reduced to 1 before
/// its constants; between partial rounds elements weigh 2 in width 4. The states lie in aligned memory that the caller provides.
/// </remarks>
public static unsafe partial class Poseidon2
{
    // Memory: four elements, then four of scratch. A product takes longer to finish than to start, so independent ones come in turn.
    private static void PermuteLanes4(FrLanes* x)
    {
        FrLanes* t = x + 4;
        fixed (FrFactor* constants = LaneParameters.Constants4, diagonal = LaneParameters.Diagonal4)
        {
            FrFactor* next = constants;
            ExternalLayerLanes4(x);
            for (int round = 0; round < HalfFullRounds; round++, next += 4)
                FullRoundLanes4(x, next);
            // The constant of a round is added where its element is written, the round before.
            FrLanes.Add(in x[0], in *next++, out x[0]);
            for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++)
            {
                FrLanes.Square(in x[0], out t[0]);
                FrLanes.Multiply(in x[1], in diagonal[1], out t[1]);
                FrLanes.Square(in t[0], out t[0]);
                FrLanes.Multiply(in x[2], in diagonal[2], out t[2]);
                FrLanes.Multiply(in t[0], in x[0], out x[0]);
                FrLanes.Multiply(in x[3], in diagonal[3], out t[3]);
                FrLanes.Add(in x[0], in x[1], in x[2], in x[3], out t[0]); // 1 + 3·2
                FrLanes.Multiply(in x[0], in diagonal[0], out x[0]);
                FrLanes.Reduce(in t[0], out t[0]);
                FrLanes.Add(in x[0], in t[0], in *next++, out x[0]);
                FrLanes.Add(in t[1], in t[0], out x[1]);
                FrLanes.Add(in t[2], in t[0], out x[2]);
                FrLanes.Add(in t[3], in t[0], out x[3]);
            }

            FullRoundLanes4(x, next - 1, first: 1); // x[0] has its constant already
            next += 3;
            for (int round = 1; round < HalfFullRounds; round++, next += 4)
                FullRoundLanes4(x, next);
        }
    }

    // Memory: two states of two elements each, then four elements of scratch: one state alone would wait for its own products.
    private static void PermuteLanes2(FrLanes* x)
    {
        FrLanes* y = x + 2, t = x + 4;
        fixed (FrFactor* constants = LaneParameters.Constants2)
        {
            FrFactor* next = constants;
            ExternalLayerLanes2(x);
            ExternalLayerLanes2(y);
            for (int round = 0; round < HalfFullRounds; round++, next += 2)
                FullRoundLanes2(x, next);
            FrLanes.Add(in x[0], in *next, out x[0]);
            FrLanes.Add(in y[0], in *next++, out y[0]);
            for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++, next++)
            {
                FrLanes.Square(in x[0], out t[0]);
                FrLanes.Square(in y[0], out t[1]);
                FrLanes.Square(in t[0], out t[0]);
                FrLanes.Square(in t[1], out t[1]);
                FrLanes.Multiply(in t[0], in x[0], out x[0]);
                FrLanes.Multiply(in t[1], in y[0], out y[0]);
                // Both weigh 1: 2·x₀ + x₁ and its next constant weigh 4, which a square takes, and x₀ + 3·x₁ is reduced to 1.
                FrLanes.Mix(in x[0], in x[1], in *next, out x[0], out x[1]);
                FrLanes.Mix(in y[0], in y[1], in *next, out y[0], out y[1]);
                FrLanes.Reduce(in x[1], out x[1]);
                FrLanes.Reduce(in y[1], out y[1]);
            }

            FullRoundLanes2(x, next - 1, first: 1); // x[0] and y[0] have theirs already
            next++;
            for (int round = 1; round < HalfFullRounds; round++, next += 2)
                FullRoundLanes2(x, next);
        }
    }

    private static void FullRoundLanes4(FrLanes* x, FrFactor* constants, int first = 0)
    {
        for (int i = first; i < 4; i++)
            FrLanes.Add(in x[i], in constants[i], out x[i]);
        Power5Lanes(x, x + 4);
        ExternalLayerLanes4(x);
    }

    private static void FullRoundLanes2(FrLanes* x, FrFactor* constants, int first = 0)
    {
        for (int i = first; i < 4; i += 1 + first)
            FrLanes.Add(in x[i], in constants[i & 1], out x[i]);
        Power5Lanes(x, x + 4);
        ExternalLayerLanes2(x);
        ExternalLayerLanes2(x + 2);
    }

    // x⁵ of four elements.
    private static void Power5Lanes(FrLanes* x, FrLanes* t)
    {
        for (int i = 0; i < 4; i++)
            FrLanes.Square(in x[i], out t[i]);
        for (int i = 0; i < 4; i++)
            FrLanes.Square(in t[i], out t[i]);
        for (int i = 0; i < 4; i++)
            FrLanes.Multiply(in t[i], in x[i], out x[i]);
    }

    // Of elements of weight 1; the intermediate sums weigh up to 16.
    private static void ExternalLayerLanes4(FrLanes* x)
    {
        FrLanes.Add(in x[0], in x[1], out FrLanes t0);
        FrLanes.Add(in x[2], in x[3], out FrLanes t1);
        FrLanes.Double(in x[1], out FrLanes t2);
        FrLanes.Add(in t2, in t1, out t2);
        FrLanes.Double(in x[3], out FrLanes t3);
        FrLanes.Add(in t3, in t0, out t3);
        FrLanes.MultiplySmall(in t1, 4, out FrLanes t4);
        FrLanes.Add(in t4, in t3, out t4);
        FrLanes.MultiplySmall(in t0, 4, out FrLanes t5);
        FrLanes.Add(in t5, in t2, out t5);
        FrLanes.Add(in t3, in t5, out t3);
        FrLanes.Add(in t2, in t4, out t2);
        FrLanes.Reduce(in t3, out x[0]);
        FrLanes.Reduce(in t5, out x[1]);
        FrLanes.Reduce(in t2, out x[2]);
        FrLanes.Reduce(in t4, out x[3]);
    }

    private static void ExternalLayerLanes2(FrLanes* x)
    {
        FrLanes.Add(in x[0], in x[1], out FrLanes sum);
        FrLanes.Add(in x[0], in sum, out x[0]);
        FrLanes.Add(in x[1], in sum, out x[1]);
        FrLanes.Reduce(in x[0], out x[0]);
        FrLanes.Reduce(in x[1], out x[1]);
    }

    // A class of its own: only machines that use lanes prepare the factors.
    private static class LaneParameters
    {
        public static readonly FrFactor[] Constants2 = Prepare(s_constants2);
        public static readonly FrFactor[] Constants4 = Prepare(s_constants4);
        public static readonly FrFactor[] Diagonal4 = Prepare(s_diagonal4);

        private static FrFactor[] Prepare(Fr[] elements) => [.. elements.Select(element => new FrFactor(element))];
    }
}
