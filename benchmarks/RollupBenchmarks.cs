using BenchmarkDotNet.Attributes;
using Plimsoll.Batches;
using Plimsoll.Crypto.Fields;
using Plimsoll.Crypto.Signatures;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.Benchmarks;

/// <summary>
/// Time per operation of deriving a blob full of transfers between a thousand accounts, depth 12: signatures, execution, and the root after every operation or
/// the batch's alone. Goals on two cores: 125 µs (8,000 operations a second) and 50 µs (20,000).
/// </summary>
public class RollupBenchmarks
{
    private const int Accounts = 1000, Transfers = 1024;
    private static readonly BatchContext s_context = new(1, default, 0, default);
    private readonly RollupState _state = new(depth: 12);
    private Fr[] _elements = [];
    private BatchInput _input = new(s_context, Transfers, Fr.Zero, []);
    private StateMark _before;

    [GlobalSetup]
    public void Prepare()
    {
        SchnorrSecretKey key = SchnorrSecretKey.FromSeed(new byte[32]);
        for (uint i = 0; i < Accounts; i++)
            StateTransition.ApplyQueued(_state, new QueuedOperation.Deposit(Owner(i), 0, 1_000_000, uint.MaxValue, key.PublicKey));
        _state.Commit();
        _before = _state.Mark();

        BatchBuilder builder = new();
        for (uint i = 0; i < Transfers; i++)
        {
            OperationWord word = new(OperationKind.Transfer, Index(i * 7), Index(i * 13 + 1), 10, Fee.EncodeRoundingUp(1), uint.MaxValue);
            Operation transfer = new(word, key.Sign(OperationMessage.Of(s_context, word, _state[word.From], _state[word.To]).Hash()));
            if (StateTransition.Execute(_state, s_context, transfer, new List<SignatureClaim>()).Reason != RejectionReason.None)
                throw new InvalidOperationException("The sample does not apply.");
            builder.Add(transfer);
        }

        Fr[] roots = new Fr[Transfers];
        _state.Commit(roots);
        _elements = FullLayout.Pack(builder.Complete(roots));
        _input = _input with { NewRoot = roots[^1] };
    }

    [IterationSetup]
    public void GoBack()
    {
        _state.Unwind(_before);
        _state.Commit();
    }

    [Benchmark(OperationsPerInvoke = Transfers)]
    public Fault? Derive() => Derivation.Derive(_state, _input, _elements);

    [Benchmark(OperationsPerInvoke = Transfers)]
    public Fault? DeriveTwoThreads() => Derivation.Derive(_state, _input, _elements, parallel: true);

    [Benchmark(OperationsPerInvoke = Transfers)]
    public Fault? DeriveBatchRoot() => Derivation.Derive(_state, _input, _elements, roots: RootCheck.BatchOnly);

    [Benchmark(OperationsPerInvoke = Transfers)]
    public Fault? DeriveBatchRootTwoThreads() => Derivation.Derive(_state, _input, _elements, parallel: true, RootCheck.BatchOnly);

    private uint Index(uint i) => _state.Capacity - 1 - i % Accounts;

    private static Address Owner(uint i)
    {
        byte[] bytes = new byte[Address.ByteLength];
        BitConverter.TryWriteBytes(bytes, i + 1);
        return new(bytes);
    }
}
