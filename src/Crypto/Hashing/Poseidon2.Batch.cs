using System.Collections.Concurrent;

namespace Plimsoll.Crypto.Hashing;

/// <content>Many independent hashes at once: eight or sixteen side by side in vector lanes, and on both cores if wanted.</content>
public static unsafe partial class Poseidon2
{
    /// <summary>Hashes that one core takes at a time: 0.1 to 0.2 ms of work.</summary>
    private const int HashesPerShare = 32;

    /// <summary>A state with its scratch takes eight elements; two more are fed forward or absorbed.</summary>
    private const int StateLanes = 10;

    /// <summary>Compresses many inputs; output i is the compression of inputs i·n to i·n + n − 1, where n is the domain's arity.</summary>
    /// <param name="domain">A domain of arity 2 or 4.</param>
    /// <param name="inputs">The inputs of all hashes, one after the other.</param>
    /// <param name="outputs">Receives one hash for every n inputs; shares no memory with them.</param>
    /// <param name="parallel">Whether all cores take part.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, the spans overlap, or the domain is not one of a compression.</exception>
    public static void CompressMany(HashDomain domain, ReadOnlySpan<Fr> inputs, Span<Fr> outputs, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (domain.Arity == 0)
            throw new ArgumentException($"The domain '{domain}' is hashed in another mode.", nameof(domain));
        HashMany(new(domain, domain.Arity), inputs, outputs, parallel);
    }

    /// <summary>Hashes many messages of one length; output i is the hash of messages i·length to (i + 1)·length − 1.</summary>
    /// <param name="domain">A domain of the sponge.</param>
    /// <param name="length">The number of elements of every message; at least 1.</param>
    /// <param name="messages">The messages, one after the other.</param>
    /// <param name="outputs">Receives one hash per message; shares no memory with them.</param>
    /// <param name="parallel">Whether all cores take part.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, the spans overlap, or the domain is not one of the sponge.</exception>
    public static void SpongeMany(HashDomain domain, int length, ReadOnlySpan<Fr> messages, Span<Fr> outputs, bool parallel = false)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (domain.Arity != 0)
            throw new ArgumentException($"The domain '{domain}' is hashed in another mode.", nameof(domain));
        HashMany(new(domain, length), messages, outputs, parallel);
    }

    private static void HashMany(Shape shape, ReadOnlySpan<Fr> inputs, Span<Fr> outputs, bool parallel)
    {
        if (inputs.Length != (long)outputs.Length * shape.Length)
            throw new ArgumentException($"{outputs.Length} hashes of {shape.Length} elements need {(long)outputs.Length * shape.Length} of them, not {inputs.Length}.", nameof(inputs));
        if (inputs.Overlaps(outputs))
            throw new ArgumentException("The outputs overlap the inputs.", nameof(outputs));
        int groups = FrLanes.IsAccelerated ? outputs.Length / shape.GroupSize : 0;
        int rest = groups * shape.GroupSize;
        // Safety: both spans stay fixed until every task has ended, and a task touches its own groups only.
        fixed (Fr* input = inputs, output = outputs)
        {
            if (parallel && groups > shape.GroupsPerShare)
            {
                HashGroupsInParallel(shape, (nint)input, (nint)output, groups);
            }
            else
            {
                HashGroups(shape, input, output, 0, groups);
            }
        }

        if (FrLanes.IsAccelerated && outputs.Length - rest > (shape.HasDigits ? 3 : 1))
        {
            HashPartialGroup(shape, inputs[(rest * shape.Length)..], outputs[rest..]);
            return;
        }

        for (int i = rest; i < outputs.Length; i++)
            outputs[i] = shape.HashOne(inputs.Slice(i * shape.Length, shape.Length));
    }

    // Shares of one size, each taken by whichever core is free: the ranges of Parallel.For grow, and the last one leaves the other cores idle.
    // A method of its own, because the closure is allocated where its variables are declared.
    private static void HashGroupsInParallel(Shape shape, nint inputs, nint outputs, int groups) =>
        Parallel.ForEach(Partitioner.Create(0, groups, shape.GroupsPerShare), share => HashGroups(shape, (Fr*)inputs, (Fr*)outputs, share.Item1, share.Item2));

    // A group takes the time of one or two scalar hashes, one of digits that of three or four, so a few hashes are worth a group with idle lanes.
    private static void HashPartialGroup(Shape shape, ReadOnlySpan<Fr> inputs, Span<Fr> outputs)
    {
        const int MaxOnStack = 160;
        int needed = shape.Length * shape.GroupSize;
        Span<Fr> padded = needed <= MaxOnStack ? stackalloc Fr[MaxOnStack] : new Fr[needed];
        inputs.CopyTo(padded);
        Span<Fr> hashes = stackalloc Fr[shape.GroupSize];
        fixed (Fr* input = padded, output = hashes)
            HashGroups(shape, input, output, 0, 1);
        hashes[..outputs.Length].CopyTo(outputs);
    }

    private static void HashGroups(Shape shape, Fr* inputs, Fr* outputs, int first, int end)
    {
        if (shape.HasDigits)
        {
            HashGroupsOfDigits(shape, inputs, outputs, first, end);
            return;
        }

        // Vectors that cross cache lines cost twice; the stack is aligned to 16 bytes only.
        byte* memory = stackalloc byte[StateLanes * sizeof(FrLanes) + 63];
        FrLanes* state = (FrLanes*)(((nuint)memory + 63) & ~(nuint)63);
        for (int group = first; group < end; group++)
        {
            ReadOnlySpan<Fr> input = new(inputs + (nint)group * shape.GroupSize * shape.Length, shape.GroupSize * shape.Length);
            Span<Fr> output = new(outputs + (nint)group * shape.GroupSize, shape.GroupSize);
            switch (shape.Mode)
            {
                case 2: CompressLanes2(shape, input, output, state); break;
                case 4: CompressLanes4(shape, input, output, state); break;
                default: SpongeLanes(shape, input, output, state); break;
            }
        }
    }

    private static void CompressLanes2(Shape shape, ReadOnlySpan<Fr> inputs, Span<Fr> outputs, FrLanes* state)
    {
        FrLanes* fedForward = state + 8;
        for (int i = 0; i < 4; i += 2)
        {
            ReadOnlySpan<Fr> half = inputs.Slice(i * FrLanes.Count, 2 * FrLanes.Count);
            FrLanes.Load(half, 2, out state[i]);
            fedForward[i / 2] = state[i];
            FrLanes.Load(half[1..], 2, out state[i + 1]);
            FrLanes.Add(in state[i + 1], in shape.Constant, out state[i + 1]);
            FrLanes.Reduce(in state[i + 1], out state[i + 1]);
        }

        PermuteLanes2(state);
        for (int i = 0; i < 2; i++)
        {
            FrLanes.Add(in state[2 * i], in fedForward[i], out state[2 * i]);
            state[2 * i].Store(outputs.Slice(i * FrLanes.Count, FrLanes.Count));
        }
    }

    private static void CompressLanes4(Shape shape, ReadOnlySpan<Fr> inputs, Span<Fr> outputs, FrLanes* state)
    {
        FrLanes* fedForward = state + 8;
        for (int i = 0; i < 4; i++)
            FrLanes.Load(inputs[i..], 4, out state[i]);
        *fedForward = state[0];
        FrLanes.Add(in state[3], in shape.Constant, out state[3]);
        FrLanes.Reduce(in state[3], out state[3]);
        PermuteLanes4(state);
        FrLanes.Add(in state[0], in *fedForward, out state[0]);
        state[0].Store(outputs);
    }

    private static void SpongeLanes(Shape shape, ReadOnlySpan<Fr> messages, Span<Fr> outputs, FrLanes* state)
    {
        int length = shape.Length;
        FrLanes* absorbed = state + 8;
        for (int i = 0; i < 4; i++)
            state[i] = default;
        FrLanes.Add(in state[3], in shape.Constant, out state[3]);
        for (int position = 0; position < length; position += Rate)
        {
            for (int i = 0; i < Math.Min(Rate, length - position); i++)
            {
                FrLanes.Load(messages[(position + i)..], length, out *absorbed);
                FrLanes.Add(in state[i], in *absorbed, out state[i]);
                FrLanes.Reduce(in state[i], out state[i]);
            }

            PermuteLanes4(state);
        }

        state[0].Store(outputs);
    }

    /// <summary>What all hashes of a batch have in common.</summary>
    private readonly struct Shape(HashDomain domain, int length)
    {
        public readonly int Length = length;
        public readonly FrFactor Constant = new(domain.Constant(length));

        /// <summary>The same for <see cref="FrDigits"/>.</summary>
        public readonly DigitFactor ConstantDigits = DigitsOf(domain, length);

        /// <summary>2 or 4 for a compression, 0 for the sponge.</summary>
        public int Mode => domain.Arity;

        /// <summary>Whether the states are <see cref="FrDigits"/>.</summary>
        public bool HasDigits => HasDigitsAt(Mode);

        /// <summary>Hashes that are computed together.</summary>
        public int GroupSize => Mode == 2 || HasDigits ? 2 * FrLanes.Count : FrLanes.Count;

        /// <summary>Groups that one core takes at a time.</summary>
        public int GroupsPerShare => HashesPerShare / GroupSize;

        public Fr HashOne(ReadOnlySpan<Fr> input) => Mode switch
        {
            2 => Compress(domain, input[0], input[1]),
            4 => Compress(domain, input[0], input[1], input[2], input[3]),
            _ => Sponge(domain, input),
        };

        private static DigitFactor DigitsOf(HashDomain domain, int length)
        {
            DigitFactor digits = default;
            if (HasDigitsAt(domain.Arity))
                FrDigits.WriteFactor(domain.Constant(length), digits);
            return digits;
        }

        private static bool HasDigitsAt(int mode) => mode != 2 && FrDigits.IsSupported;
    }
}
