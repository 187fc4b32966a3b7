using System.Text.RegularExpressions;
using LeanRx.Cli.Common;
using Microsoft.Extensions.Configuration;

namespace LeanRx.Cli.Configuring;

/// <summary>What file, environment and command line tell together, the later over the earlier.</summary>
sealed partial class LayeredConfiguration
{
    readonly IReadOnlyList<ConfigurationLayer> _layers;
    readonly Flags _flags;
    readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="layers">The sources but for the command line, the later over the earlier.</param>
    /// <param name="flags">The command line.</param>
    public LayeredConfiguration(IReadOnlyList<ConfigurationLayer> layers, Flags flags)
    {
        (_layers, _flags) = (layers, flags);
        foreach (var (key, value) in layers.SelectMany(layer => layer.Values))
            _values[key] = value;
        flags.Over(_values);
        Section = new ConfigurationBuilder().AddInMemoryCollection(_values!).Build().GetSection(ConfigurationLayer.Root);
    }

    public IConfigurationSection Section { get; }

    /// <summary>Every key with its value and its source, sorted; secrets are not shown.</summary>
    public IEnumerable<string> Lines() => _values.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .Select(pair => $"{pair.Key} = {(Flags.IsSecret(pair.Key, pair.Value) ? "…" : pair.Value)} ({SourceOf(pair.Key)})");

    /// <summary>The mistakes, each with where it was made.</summary>
    public ToolException Refusal(IEnumerable<string> failures) => new([.. failures.Select(Describe)]);

    string Describe(string failure)
    {
        var described = failure;
        foreach (var (key, value, shown) in _flags.Values)
        {
            described = described.Replace($"{key} = '{(Flags.IsSecret(key, value) ? "…" : value)}'", shown, StringComparison.OrdinalIgnoreCase);
            if (described.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase))
                described = string.Concat(shown, described.AsSpan(key.Length));
        }

        return described == failure && FirstKey().Match(failure) is { Success: true } first ? WithSource(failure, first.Value) : described;
    }

    /// <summary>What is missing was forgotten where its neighbours were told.</summary>
    string WithSource(string failure, string key)
    {
        for (var at = key; at.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal); at = ConfigurationPath.GetParentPath(at)!)
        {
            if (_flags.Values.LastOrDefault(flag => ConfigurationLayer.IsAtOrBelow(flag.Key, at)) is { } flag)
                return $"{flag.Shown}: {failure}";
            if (LayerOf(at) is { } layer)
                return $"{failure.TrimEnd('.')} (in {layer.Source})";
        }

        return failure;
    }

    string SourceOf(string key) => _flags.Values.LastOrDefault(flag => string.Equals(flag.Key, key, StringComparison.OrdinalIgnoreCase)) is { } flag
        ? flag.Shown.Split(' ')[0] : LayerOf(key)?.Source ?? "";

    ConfigurationLayer? LayerOf(string key) => _layers.LastOrDefault(layer => layer.Tells(key));

    [GeneratedRegex(@"^LeanRx\S*?(?= = '|: |, |:?$)", RegexOptions.IgnoreCase)]
    private static partial Regex FirstKey();
}
