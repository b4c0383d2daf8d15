namespace Plimsoll.Crypto.Polynomials;

/// <content>The vector path: for 64 elements or more, where <see cref="FrLanes"/> are vectors.</content>
public sealed partial class EvaluationDomain
{
    private LaneTransform? _lanes;

    private bool UsesLanes => FrLanes.IsAccelerated && Log2Size >= LaneTransform.MinLog2Size;

    private LaneTransform Lanes => Volatile.Read(ref _lanes) ?? MakeLanes();

    private LaneTransform MakeLanes()
    {
        LaneTransform lanes = new(Log2Size, new(Log2Size, Root));
        Volatile.Write(ref _lanes, lanes);
        return lanes;
    }
}
