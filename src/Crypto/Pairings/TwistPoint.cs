using Plimsoll.Crypto.Curves;

namespace Plimsoll.Crypto.Pairings;

/// <summary>The running point (X : Y : Z) of a Miller loop, in homogeneous coordinates on the twist.</summary>
/// <remarks>Costello, Lange and Naehrig 2010, section 5, without the halvings. Not complete: it never meets infinity on points of order r.</remarks>
internal struct TwistPoint(in G2Affine q)
{
    private Fq2 _x = q.X, _y = q.Y, _z = Fq2.One;

    /// <summary>Doubles the point and returns the tangent.</summary>
    public LineCoefficients Double()
    {
        Fq2 xx = Fq2.Square(_x), yy = Fq2.Square(_y), zz = Fq2.Square(_z), xy = _x * _y;
        Fq2 bzz = G2.MultiplyBy3B(zz), yz2 = Fq2.Square(_y + _z) - yy - zz;
        Fq2 bzz3 = Fq2.Double(bzz) + bzz, bzzSquared = Fq2.Square(bzz);
        _x = Fq2.Double(xy * (yy - bzz3));
        _y = Fq2.Square(yy + bzz3) - Fq2.Double(Fq2.Double(Fq2.Double(bzzSquared) + bzzSquared));
        _z = Fq2.Double(Fq2.Double(yy * yz2));
        return new(yy - bzz, -(Fq2.Double(xx) + xx), yz2);
    }

    /// <summary>Adds <paramref name="q"/> and returns the chord.</summary>
    public LineCoefficients Add(in G2Affine q)
    {
        Fq2 theta = _y - q.Y * _z, lambda = _x - q.X * _z;
        Fq2 lambda2 = Fq2.Square(lambda), lambda3 = lambda2 * lambda, g = _x * lambda2;
        Fq2 h = lambda3 + _z * Fq2.Square(theta) - Fq2.Double(g);
        _x = lambda * h;
        _y = theta * (g - h) - lambda3 * _y;
        _z *= lambda3;
        return new(theta * q.X - lambda * q.Y, -theta, lambda);
    }
}
