namespace Guide.Playing;

/// <summary>The command line: plays all scenarios, lists them, or plays one.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="scenarios">The scenarios. Default: all of the guide.</param>
public sealed class Playbill(TextWriter output, IReadOnlyList<ScenarioEntry>? scenarios = null)
{
    const string Usage = "usage: dotnet run --project examples/Guide -- all | list | NAME | ROW    (for example: image-by-URL, or S22)";

    readonly IReadOnlyList<ScenarioEntry> _scenarios = scenarios ?? Programme.All;

    /// <summary>0 when everything that was asked for went well, 1 otherwise.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments is ["all"])
            return await PlayAsync(_scenarios);
        if (arguments is ["list"])
            return List();
        if (arguments is ["page"])
            return Print(Page.Text());
        if (arguments.Count == 0)
            return Complain(Usage);
        var name = string.Join(' ', arguments);
        var found = _scenarios.Where(entry => entry.IsNamed(name) || entry.Shows(name)).ToList();
        return found.Count > 0 ? await PlayAsync(found) : Complain(Unknown(name));
    }

    async Task<int> PlayAsync(IReadOnlyList<ScenarioEntry> chosen)
    {
        var failed = 0;
        foreach (var scenario in chosen)
        {
            var error = await TryAsync(scenario);
            failed += error is null ? 0 : 1;
            output.WriteLine($"{(error is null ? "ok  " : "FAIL")}  {string.Join(' ', scenario.Rows)}  {scenario.Heading} · {scenario.ChineseHeading}");
            if (error is not null)
                output.WriteLine($"      {error.GetType().Name}: {error.Message}");
        }
        var rows = chosen.SelectMany(scenario => scenario.Rows).Distinct().Count();
        output.WriteLine($"guide: {chosen.Count} scenarios, {rows} rows, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    static async Task<Exception?> TryAsync(ScenarioEntry scenario)
    {
        try
        {
            await scenario.PlayAsync();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    int List()
    {
        foreach (var scenario in _scenarios)
        {
            output.WriteLine($"{scenario.Name} · {scenario.ChineseHeading}  [{string.Join(' ', scenario.Rows)}]");
            output.WriteLine($"    {scenario.English}");
            output.WriteLine($"    {scenario.Chinese}");
        }
        return 0;
    }

    int Print(string text)
    {
        output.Write(text);
        return 0;
    }

    int Complain(string text)
    {
        output.WriteLine(text);
        return 1;
    }

    string Unknown(string name)
    {
        var similar = _scenarios
            .Where(entry => name.Split(' ', '-').Any(word => word.Length > 2 && entry.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .Select(entry => entry.Name).ToList();
        var hint = similar.Count > 0 ? $"Did you mean {string.Join(", ", similar)}?" : "`-- list` names them all.";
        return $"There is no scenario '{name}'. {hint}\n{Usage}";
    }
}
