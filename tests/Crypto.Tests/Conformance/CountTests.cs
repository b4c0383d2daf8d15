using System.Reflection;

namespace Plimsoll.Crypto.Tests.Conformance;

/// <summary>Says how many published cases this run has: a suite that is not there would otherwise look like one that passes.</summary>
[Trait("Category", "Conformance")]
public sealed class CountTests(ITestOutputHelper output)
{
    [Fact]
    public void The_cases_of_each_suite_are_counted()
    {
        int total = 0;
        foreach (Type suite in typeof(CountTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(CountTests).Namespace).OrderBy(type => type.Name))
        {
            int count = suite.GetMembers(BindingFlags.Public | BindingFlags.Static).Sum(CountRows);
            if (count > 0)
                output.WriteLine($"{suite.Name}: {count} cases");
            total += count;
        }

        output.WriteLine($"conformance: {total} cases of {string.Join(", ", Vectors.Present)}");
        Assert.Equal(Vectors.Present.Any(), total > 0);
    }

    private static int CountRows(MemberInfo member)
    {
        object? rows = member switch
        {
            PropertyInfo property when typeof(IEnumerable<ITheoryDataRow>).IsAssignableFrom(property.PropertyType) => property.GetValue(null),
            MethodInfo { IsSpecialName: false } method when method.GetParameters().Length == 0 && typeof(IEnumerable<ITheoryDataRow>).IsAssignableFrom(method.ReturnType) => method.Invoke(null, null),
            _ => null,
        };
        return rows is IEnumerable<ITheoryDataRow> cases ? cases.Count(row => row.Skip is null) : 0;
    }
}
