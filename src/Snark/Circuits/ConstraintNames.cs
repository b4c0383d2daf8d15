namespace Plimsoll.Snark.Circuits;

/// <summary>What each constraint is called: the scopes it stands in and its number within the innermost.</summary>
internal sealed class ConstraintNames
{
    private readonly List<(int Parent, string Name, int Index)> _scopes;
    private readonly List<(int Scope, int Place)> _constraints;

    private ConstraintNames(List<(int, string, int)> scopes, List<(int, int)> constraints) => (_scopes, _constraints) = (scopes, constraints);

    /// <summary>Names nothing: for constraint systems that were read from a file.</summary>
    public static ConstraintNames None { get; } = new([], []);

    /// <summary>Returns a name such as <c>transfer 3/signature#12</c>.</summary>
    public string this[int constraint]
    {
        get
        {
            if (constraint >= _constraints.Count)
                return $"#{constraint}";
            (int scope, int place) = _constraints[constraint];
            string name = $"#{place}";
            for (string separator = ""; scope > 0; scope = _scopes[scope].Parent, separator = "/")
                name = (_scopes[scope].Index < 0 ? _scopes[scope].Name : $"{_scopes[scope].Name} {_scopes[scope].Index}") + separator + name;
            return name;
        }
    }

    public sealed class Builder
    {
        private readonly List<(int Parent, string Name, int Index)> _scopes = [(0, "", -1)];
        private readonly List<int> _counts = [0];
        private readonly List<(int Scope, int Place)> _constraints = [];
        private int _current;

        public void Enter(string name, int index)
        {
            _scopes.Add((_current, name, index));
            _counts.Add(0);
            _current = _scopes.Count - 1;
        }

        public void Leave() => _current = _scopes[_current].Parent;

        public void AddConstraint() => _constraints.Add((_current, _counts[_current]++));

        public ConstraintNames ToNames() => new(_scopes, _constraints);
    }
}
