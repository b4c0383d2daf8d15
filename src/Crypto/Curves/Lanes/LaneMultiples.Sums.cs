using System.Runtime.CompilerServices;

namespace Plimsoll.Crypto.Curves.Lanes;

/// <content>From the tables and the digits to the sums.</content>
internal readonly unsafe ref partial struct LaneMultiples<TField, TGroup, TLanes, TCurve>
{
    // No branch depends on a lane.
    [SkipLocalsInit]
    private void SumShared(long* sum, int group, in Fr factor)
    {
        Span<ulong> limbs = stackalloc ulong[FactorDigits.Limbs];
        Span<sbyte> digits = stackalloc sbyte[FactorDigits.MaxShared];
        TCurve.Split(factor, limbs);
        int length = FactorDigits.Share(limbs, TCurve.Parts, digits), stride = FactorDigits.SharedLength(TCurve.Parts);
        new Span<long>(sum, Sum).Clear(); // what is left for a factor of zero
        bool isEmpty = true;
        for (int i = length - 1; i >= 0; i--)
        {
            if (!isEmpty)
                JacobianLanes<TLanes>.Double(sum, _scratch);
            for (int part = 0; part < TCurve.Parts; part++)
            {
                int digit = digits[stride * part + i];
                if (digit == 0)
                    continue;
                long* entry = EntryAt(group, Math.Abs(digit) >> 1), y = YOf(entry, part), own = _scratch + JacobianLanes<TLanes>.ScratchElements * Element;
                if (digit < 0 != IsNegated(part))
                {
                    LaneElement<TLanes>.Negate(own, y);
                    y = own;
                }

                AddEntry(sum, entry + part * Element, y, ref isEmpty);
            }
        }
    }

    // Each lane takes its own entry of the table; an even part was taken for one more.
    [SkipLocalsInit]
    private void SumOwn(long* sum, int group, ReadOnlySpan<Fr> factors)
    {
        Span<ulong> limbs = stackalloc ulong[FactorDigits.Limbs];
        Span<sbyte> digits = stackalloc sbyte[FactorDigits.MaxDense * FqLanes.Lanes];
        Span<byte> even = stackalloc byte[FactorDigits.Limbs];
        even.Clear();
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            TCurve.Split(factors[lane], limbs);
            int parts = FactorDigits.Densify(limbs, TCurve.Parts, digits[lane..], FqLanes.Lanes);
            for (int part = 0; part < TCurve.Parts; part++)
                even[part] |= (byte)((parts >> part & 1) << lane);
        }

        int length = FactorDigits.DenseLength(TCurve.Parts);
        bool isEmpty = true;
        for (int i = length - 1; i >= 0; i--)
        {
            for (int bit = 0; bit < FactorDigits.WindowBits && !isEmpty; bit++)
                JacobianLanes<TLanes>.Double(sum, _scratch);
            for (int part = 0; part < TCurve.Parts; part++)
                AddOwn(sum, group, part, digits.Slice((length * part + i) * FqLanes.Lanes, FqLanes.Lanes), ref isEmpty);
        }

        Span<sbyte> minusOne = stackalloc sbyte[FqLanes.Lanes];
        minusOne.Fill(-1);
        long* before = _bases; // of no more use, and neither are those behind
        for (int part = 0; part < TCurve.Parts; part++)
        {
            Span<long> current = new(sum, Sum), kept = new(before, Sum);
            current.CopyTo(kept);
            AddOwn(sum, group, part, minusOne, ref isEmpty);
            for (int i = 0; i < Sum; i += Element)
                LaneElement<TLanes>.Blend(sum + i, before + i, (byte)~even[part]);
        }
    }

    [SkipLocalsInit]
    private void AddOwn(long* sum, int group, int part, ReadOnlySpan<sbyte> digits, ref bool isEmpty)
    {
        long* x = _scratch + JacobianLanes<TLanes>.ScratchElements * Element, y = x + Element;
        int negative = 0;
        for (int lane = 0; lane < FqLanes.Lanes; lane++)
        {
            negative |= (digits[lane] < 0 ? 1 : 0) << lane;
            long* entry = EntryAt(group, Math.Abs(digits[lane]) >> 1) + lane, fromX = entry + part * Element, fromY = YOf(entry, part);
            for (int i = 0; i < Element; i += FqLanes.Lanes)
                (x[lane + i], y[lane + i]) = (fromX[i], fromY[i]);
        }

        LaneElement<TLanes>.Negate(_scratch, y);
        LaneElement<TLanes>.Blend(y, _scratch, (byte)(IsNegated(part) ? ~negative : negative));
        AddEntry(sum, x, y, ref isEmpty);
    }

    private void AddEntry(long* sum, long* x, long* y, ref bool isEmpty)
    {
        if (!isEmpty)
        {
            JacobianLanes<TLanes>.Add(sum, x, y, _scratch);
            return;
        }

        LaneElement<TLanes>.Copy(sum, x);
        LaneElement<TLanes>.Copy(sum + Element, y);
        LaneElement<TLanes>.Copy(sum + 2 * Element, _one);
        isEmpty = false;
    }

    private static long* YOf(long* entry, int part) => entry + (TCurve.Parts + part % (TCurve.Parts / 2)) * Element;

    private static bool IsNegated(int part) => part >= TCurve.Parts / 2;
}
