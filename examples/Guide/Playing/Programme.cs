using System.Reflection;

namespace Guide.Playing;

/// <summary>All scenarios, in the order of the guide.</summary>
public static class Programme
{
    public static IReadOnlyList<ScenarioEntry> All { get; } =
    [
        .. typeof(Programme).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Scenario)) && !type.IsAbstract)
            .Select(type => new ScenarioEntry(type, type.GetCustomAttribute<ScenarioAttribute>() ?? throw new InvalidOperationException($"{type.Name} has no [Scenario].")))
            .OrderBy(entry => entry.FirstRow).ThenBy(entry => entry.Name, StringComparer.Ordinal),
    ];

    /// <summary>The scenarios of that name, or those that show that row.</summary>
    public static IReadOnlyList<ScenarioEntry> Find(string nameOrRow) =>
        [.. All.Where(entry => entry.IsNamed(nameOrRow) || entry.Rows.Contains(nameOrRow, StringComparer.OrdinalIgnoreCase))];
}
