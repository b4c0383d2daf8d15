using Plimsoll.Batches;
using Plimsoll.Crypto.Signatures;
using Plimsoll.L1.Abi;
using Plimsoll.Primitives;
using Plimsoll.State;

namespace Plimsoll.EndToEnd.Disputes;

/// <summary>The Solidity step and the C# transition, operation by operation (iSTF-001); <c>PLIMSOLL_AGREEMENT_OPERATIONS</c> says how many.</summary>
[Trait("Category", "Law")]
public sealed class TransitionAgreementTests(AnvilFixture fixture) : AnvilTest<AnvilFixture>(fixture)
{
    private const int CallSize = 250;
    private const uint BatchTime = 100;
    private const string HarnessAddress = "0x00000000000000000000000000000000000c0de4";

    private static readonly Address s_committer = State.Tests.Town.AddressOf(2);
    private static readonly BatchContext s_context = new(31337, State.Tests.Town.Rollup, BatchTime, s_committer);

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_AGREEMENT_OPERATIONS"), out int count) ? count : 2_000;

    [Fact]
    public async Task Operations_have_the_same_effect_or_the_same_fault()
    {
        AnyState any = new(NewSeed());
        Dictionary<FaultKind, int> seen = [];
        await CompareAsync("applyOperations", () => NextOperation(any), Count * 3 / 4, seen);
        FaultKind[] expected =
        [
            0, FaultKind.UnknownKind, FaultKind.MalformedWord, FaultKind.Expired, FaultKind.AccountMismatch, FaultKind.WrongSignature,
            FaultKind.Unaffordable, FaultKind.IndexSpaceFull, FaultKind.WrongCollect,
        ];
        Assert.Equal(expected, seen.Keys.Order());
    }

    [Fact]
    public async Task Items_of_the_queue_have_the_same_effect_or_none()
    {
        AnyState any = new(NewSeed());
        Dictionary<FaultKind, int> seen = [];
        await CompareAsync("applyItems", () => [NextItem(any)], Count / 4, seen);
        Assert.Equal((FaultKind[])[0, (FaultKind)1], seen.Keys.Order());
    }

    [Fact]
    public async Task Keys_are_used_or_refused_alike()
    {
        SchnorrSecretKey secret = SchnorrSecretKey.FromSeed(new byte[32]);
        JubjubAffine[] points =
        [
            secret.Published, secret.PublicKey.A, new(-secret.Published.X, secret.Published.Y), new(secret.Published.X, -secret.Published.Y),
            default, JubjubAffine.Identity, new(Fr.Zero, -Fr.One), new(Fr.One, Fr.One), new(secret.Published.Y, secret.Published.X),
        ];
        HarnessContract harness = await HarnessContract.PutAsync(Client, "TransitionHarness", HarnessAddress, Cancellation);
        AbiFunction function = HarnessContract.Abi("TransitionHarness").Function("fromPublished");
        byte[] input = function.EncodeCall(AbiValue.Of([.. points.Select(q => AbiValue.Of(Dispute.Number(q.X), Dispute.Number(q.Y)))]));
        IReadOnlyList<AbiValue> answers = function.DecodeResult(await harness.CallAsync(function, [input[AbiSelector.ByteLength..]], Cancellation))[0].ToItems();
        for (int i = 0; i < points.Length; i++)
        {
            bool valid = SchnorrPublicKey.TryFromPublished(points[i], out SchnorrPublicKey key);
            AbiValue expected = AbiValue.Of((UInt256)(valid ? 1UL : 0), Dispute.Number(key.A.X), Dispute.Number(key.A.Y));
            Assert.Equal(expected, answers[i]);
        }
    }

    private async Task CompareAsync(string name, Func<IEnumerable<(AbiValue Input, UInt256[] Expected)>> next, int count, Dictionary<FaultKind, int> seen)
    {
        HarnessContract harness = await HarnessContract.PutAsync(Client, "TransitionHarness", HarnessAddress, Cancellation);
        AbiFunction function = HarnessContract.Abi("TransitionHarness").Function(name);
        List<(AbiValue Input, UInt256[] Expected)> steps = [];
        for (int done = 0; done < count; done += steps.Count)
        {
            steps.Clear();
            while (steps.Count < CallSize)
                steps.AddRange(next());
            byte[] input = function.EncodeCall(AbiValue.Of([.. steps.Select(step => step.Input)]));
            AbiValue answer = function.DecodeResult(await harness.CallAsync(function, [input[AbiSelector.ByteLength..]], Cancellation))[0];
            for (int i = 0; i < steps.Count; i++)
            {
                UInt256[] expected = steps[i].Expected, got = [.. answer[i].ToItems().Select(word => word.ToUInt256())];
                FaultKind outcome = (FaultKind)(int)(ulong)expected[0];
                seen[outcome] = seen.GetValueOrDefault(outcome) + 1;
                // A ledger means something only where the operation or the item applied.
                bool agree = expected.Length == 1 ? expected[0] == got[0] : expected.SequenceEqual(got);
                Assert.True(agree, $"{steps[i].Input}: expected {string.Join(' ', expected)}, got {string.Join(' ', got)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{count} of {name}: {string.Join(", ", seen.OrderBy(it => it.Key).Select(it => $"{(int)it.Key}: {it.Value}"))}");
    }

    // One step for each slot with an effect; the legs of a swap are two.
    private static List<(AbiValue Input, UInt256[] Expected)> NextOperation(AnyState any)
    {
        RollupState state = any.Next(out StateMark before);
        Operation operation = any.Operation(state);
        try
        {
            if (operation.Word.Kind is OperationKind.SwapB or OperationKind.Extension)
                return []; // no operation begins with the second half of a pair
            if (operation.Word.Kind != OperationKind.SwapA)
                return [Step(state, operation.Word, operation, () => StateTransition.Execute(state, s_context, operation, []).Reason)];
            StateMark start = state.Mark();
            RejectionReason whole = StateTransition.Execute(state, s_context, operation, []).Reason;
            state.Unwind(start);
            bool firstApplies = WordRules.Check(operation.Word, state.Capacity) == RejectionReason.None
                && StateTransition.ExecuteFirstSlot(state, s_context, operation);
            state.Unwind(start);
            bool secondIsFine = operation.LinkedWord.Kind == OperationKind.SwapB && whole != RejectionReason.OwnersDoNotCross
                && WordRules.Check(operation.LinkedWord, state.Capacity) == RejectionReason.None;
            if (!firstApplies)
                return secondIsFine ? [Step(state, operation.Word, operation, () => whole)] : [];
            List<(AbiValue Input, UInt256[] Expected)> legs =
            [
                Step(state, operation.Word, operation, () => StateTransition.ExecuteFirstSlot(state, s_context, operation) ? RejectionReason.None : whole),
            ];
            if (!secondIsFine)
                return legs;
            legs.Add(Step(state, operation.LinkedWord, operation, () =>
            {
                state.Unwind(start);
                return StateTransition.Execute(state, s_context, operation, []).Reason;
            }));
            return legs;
        }
        finally
        {
            state.Unwind(before);
        }
    }

    private static (AbiValue Input, UInt256[] Expected) Step(RollupState state, in OperationWord word, in Operation operation, Func<RejectionReason> apply)
    {
        uint from = word.From, opened = state.Opened;
        uint to = word.Kind is OperationKind.Transfer or OperationKind.SwapA or OperationKind.SwapB ? word.To : uint.MaxValue;
        byte token = state[from].Token;
        AbiValue ledger = Ledger(state, from, to, token);
        _ = SchnorrPublicKey.TryFromPublished(operation.PublishedKey, out SchnorrPublicKey key);
        AbiValue input = AbiValue.Of(
            (ulong)state.Capacity, (ulong)BatchTime, s_committer, Dispute.Number(word.ToField()), operation.LinkedWord.ExtensionOwner,
            Dispute.Number(key.A.X), Dispute.Number(key.A.Y), from == to, ledger);
        RejectionReason reason = apply();
        if (reason != RejectionReason.None)
            return (input, [(ulong)FaultOf(reason)]);
        return (input, [0UL, .. Words(state, from, word.Kind == OperationKind.Open ? opened : to, token)]);
    }

    private static (AbiValue Input, UInt256[] Expected) NextItem(AnyState any)
    {
        RollupState state = any.Next(out StateMark before);
        QueuedOperation item = any.Item(state);
        (uint from, uint to) = item switch
        {
            QueuedOperation.Deposit it => (it.Hint, uint.MaxValue),
            QueuedOperation.ForcedTransfer it => (it.From, it.To),
            QueuedOperation.ForcedExit it => (it.From, uint.MaxValue),
            _ => (((QueuedOperation.ForcedKey)item).From, uint.MaxValue),
        };
        bool opens = item is QueuedOperation.Deposit deposit && !StateTransition.Credits(state, deposit);
        uint place = state.Capacity - 1 - state.Deposited;
        // What a deposit opens stands at the second place, even where the hint is the same empty account.
        AbiValue ledger = Ledger(state, from, to, 0);
        AbiValue input = AbiValue.Of(Item(item), from == to && from < state.Capacity, ledger);
        UInt256[] hinted = Account(state[from]);
        bool applies = StateTransition.ApplyQueued(state, item);
        UInt256[] expected = !applies ? [UInt256.Zero]
            : opens ? [UInt256.One, .. hinted, .. Account(state[place]), .. Counters(state, 0)]
            : [UInt256.One, .. Words(state, from, to, 0)];
        state.Unwind(before);
        return (input, expected);
    }

    private static AbiValue Item(QueuedOperation item)
    {
        (ulong kind, ulong token, ulong from, ulong to, UInt128 amount, SchnorrPublicKey key) = item switch
        {
            QueuedOperation.Deposit it => (1UL, it.Token, it.Hint, 0UL, it.Amount, it.Key),
            QueuedOperation.ForcedTransfer it => (2UL, 0UL, it.From, it.To, it.Amount, default),
            QueuedOperation.ForcedExit it => (3UL, 0UL, it.From, 0UL, UInt128.Zero, default),
            _ => (4UL, 0UL, ((QueuedOperation.ForcedKey)item).From, 0UL, UInt128.Zero, ((QueuedOperation.ForcedKey)item).Key),
        };
        UInt256 owner = UInt256.FromBytes([.. new byte[12], .. item.Owner.Span]);
        UInt256 packed = ((UInt256)kind << 232) + (owner << 72) + ((UInt256)token << 64) + ((UInt256)from << 32) + (UInt256)to;
        return AbiValue.Of(packed, Number(amount), Dispute.Number(key.A.X), Dispute.Number(key.A.Y));
    }

    private static AbiValue Ledger(RollupState state, uint from, uint to, byte token) =>
        AbiValue.Of([.. Words(state, from, to, token).Select(word => (AbiValue)word)]);

    private static UInt256[] Words(RollupState state, uint from, uint to, byte token) => [.. Account(state[from]), .. Account(state[to]), .. Counters(state, token)];

    private static UInt256[] Counters(RollupState state, byte token) => [Number(state.Pot(token)), state.Opened, state.Deposited];

    private static UInt256[] Account(in Account account) =>
        [Dispute.Number(account.Identity), Dispute.Number(account.Amounts), Dispute.Number(account.Key.A.X), Dispute.Number(account.Key.A.Y)];

    private static UInt256 Number(UInt128 value) => ((UInt256)(ulong)(value >> 64) << 64) + (UInt256)(ulong)value;

    private static FaultKind FaultOf(RejectionReason reason) => reason switch
    {
        RejectionReason.UnknownKind => FaultKind.UnknownKind,
        RejectionReason.ReservedFieldNotZero or RejectionReason.IndexOutOfRange or RejectionReason.AmountTooLarge => FaultKind.MalformedWord,
        RejectionReason.Expired => FaultKind.Expired,
        RejectionReason.AccountEmpty or RejectionReason.TokensDiffer => FaultKind.AccountMismatch,
        RejectionReason.NullKey => FaultKind.WrongSignature,
        RejectionReason.IndexSpaceFull => FaultKind.IndexSpaceFull,
        RejectionReason.NotTheCommitter or RejectionReason.NotThePot => FaultKind.WrongCollect,
        _ => FaultKind.Unaffordable,
    };

    private static int NewSeed()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("PLIMSOLL_SEED"), out int given) ? given : Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"PLIMSOLL_SEED={seed}");
        return seed;
    }
}
