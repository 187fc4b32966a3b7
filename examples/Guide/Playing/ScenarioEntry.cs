using System.Globalization;
using System.Reflection;

namespace Guide.Playing;

/// <summary>One scenario and what it says of itself.</summary>
public sealed class ScenarioEntry(Type type)
{
    readonly ScenarioAttribute _attribute = type.GetCustomAttribute<ScenarioAttribute>()
        ?? throw new InvalidOperationException($"{type.Name} has no [Scenario].");

    /// <summary>The class, which is also the name of the file.</summary>
    public string TypeName => type.Name;

    public string Heading => _attribute.Heading;

    public string ChineseHeading => _attribute.ChineseHeading;

    public string English => _attribute.English;

    public string Chinese => _attribute.Chinese;

    /// <summary>Folder and file, seen from examples/Guide.</summary>
    public string File => _attribute.File;

    /// <summary>What it is called on the command line.</summary>
    public string Name => Heading.Replace(' ', '-');

    public IReadOnlyList<string> Rows => _attribute.Rows.Split(' ');

    /// <summary>The number of the first row that it shows: its place in the guide.</summary>
    public int FirstRow => int.Parse(Rows[0].AsSpan(1), CultureInfo.InvariantCulture);

    public bool IsNamed(string name) =>
        string.Equals(name, Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, Heading, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, TypeName, StringComparison.OrdinalIgnoreCase)
        || name == ChineseHeading;

    public bool Shows(string row) => Rows.Contains(row, StringComparer.OrdinalIgnoreCase);

    /// <summary>Plays the scenario against a server of its own.</summary>
    /// <exception cref="Exception">Whatever went otherwise than the scenario shows.</exception>
    public async Task PlayAsync()
    {
        await using var scenario = (Scenario)Activator.CreateInstance(type)!;
        await scenario.RunAsync();
    }
}
