using System.Globalization;

namespace Guide.Playing;

/// <summary>One scenario and what it says of itself.</summary>
public sealed class ScenarioEntry(Type type, ScenarioAttribute attribute)
{
    /// <summary>The class, which is also the name of the file.</summary>
    public string TypeName => type.Name;

    public string Heading => attribute.Heading;

    public string ChineseHeading => attribute.ChineseHeading;

    public string English => attribute.English;

    public string Chinese => attribute.Chinese;

    /// <summary>Folder and file, seen from examples/Guide.</summary>
    public string File => attribute.File;

    /// <summary>What it is called on the command line.</summary>
    public string Name { get; } = attribute.Heading.Replace(' ', '-');

    public IReadOnlyList<string> Rows { get; } = attribute.Rows.Split(' ');

    /// <summary>The number of the first row that it shows: its place in the guide.</summary>
    public int FirstRow => int.Parse(Rows[0].AsSpan(1), CultureInfo.InvariantCulture);

    public bool IsNamed(string name) =>
        string.Equals(name, Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, Heading, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, TypeName, StringComparison.OrdinalIgnoreCase)
        || name == ChineseHeading;

    /// <summary>Plays the scenario against a server of its own.</summary>
    /// <exception cref="Exception">Whatever went otherwise than the scenario shows.</exception>
    public async Task PlayAsync()
    {
        await using var scenario = (Scenario)Activator.CreateInstance(type)!;
        await scenario.RunAsync();
    }
}
