namespace Plimsoll.Crypto.Hashing;

/// <content>The permutation on single elements: portable, and the oracle of the vector path.</content>
public static partial class Poseidon2
{
    private const int HalfFullRounds = Poseidon2Parameters.FullRounds / 2;

    private static readonly Fr[] s_constants2 = Parse(Poseidon2Parameters.RoundConstants2);
    private static readonly Fr[] s_constants3 = Parse(Poseidon2Parameters.RoundConstants3);
    private static readonly Fr[] s_constants4 = Parse(Poseidon2Parameters.RoundConstants4);
    private static readonly Fr[] s_diagonal2 = [Fr.One, Fr.FromUInt64(2)];
    private static readonly Fr[] s_diagonal3 = [Fr.One, Fr.One, Fr.FromUInt64(2)];
    private static readonly Fr[] s_diagonal4 = Parse(Poseidon2Parameters.DiagonalMinusOne4);

    private static void Permute2(ref Fr x0, ref Fr x1)
    {
        ReadOnlySpan<Fr> constants = s_constants2;
        int next = 0;
        ExternalLayer2(ref x0, ref x1);
        for (int round = 0; round < HalfFullRounds; round++, next += 2)
            FullRound2(ref x0, ref x1, constants.Slice(next, 2));
        for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++)
        {
            x0 = Power5(x0 + constants[next++]);
            Fr sum = x0 + x1; // 1 + 1 and 1 + 2 on the diagonal
            x0 += sum;
            x1 = Fr.Double(x1) + sum;
        }

        for (int round = 0; round < HalfFullRounds; round++, next += 2)
            FullRound2(ref x0, ref x1, constants.Slice(next, 2));
    }

    private static void Permute3(ref Fr x0, ref Fr x1, ref Fr x2)
    {
        ReadOnlySpan<Fr> constants = s_constants3;
        int next = 0;
        ExternalLayer3(ref x0, ref x1, ref x2);
        for (int round = 0; round < HalfFullRounds; round++, next += 3)
            FullRound3(ref x0, ref x1, ref x2, constants.Slice(next, 3));
        for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++)
        {
            x0 = Power5(x0 + constants[next++]);
            Fr sum = x0 + x1 + x2; // 1 + 1, 1 + 1 and 1 + 2 on the diagonal
            x0 += sum;
            x1 += sum;
            x2 = Fr.Double(x2) + sum;
        }

        for (int round = 0; round < HalfFullRounds; round++, next += 3)
            FullRound3(ref x0, ref x1, ref x2, constants.Slice(next, 3));
    }

    private static void Permute4(ref Fr x0, ref Fr x1, ref Fr x2, ref Fr x3)
    {
        ReadOnlySpan<Fr> constants = s_constants4, diagonal = s_diagonal4;
        int next = 0;
        ExternalLayer4(ref x0, ref x1, ref x2, ref x3);
        for (int round = 0; round < HalfFullRounds; round++, next += 4)
            FullRound4(ref x0, ref x1, ref x2, ref x3, constants.Slice(next, 4));
        for (int round = 0; round < Poseidon2Parameters.PartialRounds; round++)
        {
            x0 = Power5(x0 + constants[next++]);
            Fr sum = x0 + x1 + (x2 + x3);
            x0 = diagonal[0] * x0 + sum;
            x1 = diagonal[1] * x1 + sum;
            x2 = diagonal[2] * x2 + sum;
            x3 = diagonal[3] * x3 + sum;
        }

        for (int round = 0; round < HalfFullRounds; round++, next += 4)
            FullRound4(ref x0, ref x1, ref x2, ref x3, constants.Slice(next, 4));
    }

    private static void FullRound2(ref Fr x0, ref Fr x1, ReadOnlySpan<Fr> constants)
    {
        x0 = Power5(x0 + constants[0]);
        x1 = Power5(x1 + constants[1]);
        ExternalLayer2(ref x0, ref x1);
    }

    private static void FullRound3(ref Fr x0, ref Fr x1, ref Fr x2, ReadOnlySpan<Fr> constants)
    {
        x0 = Power5(x0 + constants[0]);
        x1 = Power5(x1 + constants[1]);
        x2 = Power5(x2 + constants[2]);
        ExternalLayer3(ref x0, ref x1, ref x2);
    }

    private static void FullRound4(ref Fr x0, ref Fr x1, ref Fr x2, ref Fr x3, ReadOnlySpan<Fr> constants)
    {
        x0 = Power5(x0 + constants[0]);
        x1 = Power5(x1 + constants[1]);
        x2 = Power5(x2 + constants[2]);
        x3 = Power5(x3 + constants[3]);
        ExternalLayer4(ref x0, ref x1, ref x2, ref x3);
    }

    // circ(2, 1)
    private static void ExternalLayer2(ref Fr x0, ref Fr x1)
    {
        Fr sum = x0 + x1;
        x0 += sum;
        x1 += sum;
    }

    // circ(2, 1, 1)
    private static void ExternalLayer3(ref Fr x0, ref Fr x1, ref Fr x2)
    {
        Fr sum = x0 + x1 + x2;
        x0 += sum;
        x1 += sum;
        x2 += sum;
    }

    // [5 7 1 3], [4 6 1 1], [1 3 5 7], [1 1 4 6]: the paper's M4, in eight additions and four doublings.
    private static void ExternalLayer4(ref Fr x0, ref Fr x1, ref Fr x2, ref Fr x3)
    {
        Fr t0 = x0 + x1, t1 = x2 + x3;
        Fr t2 = Fr.Double(x1) + t1, t3 = Fr.Double(x3) + t0;
        Fr t4 = Fr.Double(Fr.Double(t1)) + t3, t5 = Fr.Double(Fr.Double(t0)) + t2;
        x0 = t3 + t5;
        x1 = t5;
        x2 = t2 + t4;
        x3 = t4;
    }

    private static Fr Power5(in Fr x)
    {
        Fr square = Fr.Square(x);
        return Fr.Square(square) * x;
    }

    private static Fr[] Parse(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Fr.FromHex(line))];
}
