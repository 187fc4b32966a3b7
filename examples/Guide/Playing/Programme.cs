namespace Guide.Playing;

/// <summary>All scenarios, in the order of the guide.</summary>
public static class Programme
{
    public static IReadOnlyList<ScenarioEntry> All { get; } =
    [
        .. typeof(Programme).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Scenario)) && !type.IsAbstract)
            .Select(type => new ScenarioEntry(type))
            .OrderBy(entry => entry.FirstRow).ThenBy(entry => entry.Name, StringComparer.Ordinal),
    ];
}
