using System.Text.RegularExpressions;

namespace LeanRx.Configuration.Internal;

/// <summary>What was read from configuration, and what of it cannot be.</summary>
sealed class ConfigurationFindings
{
    readonly List<string> _failures = [];
    readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Failures => _failures;

    public void Add(string failure) => _failures.Add(failure);

    /// <summary>Remembers under which key an option is looked for.</summary>
    public void Ask(string option, string path) => _paths[option] = path;

    /// <summary>Remembers what configuration says of an option.</summary>
    public void Give(string option, string value, bool isSecret = false) => _values[option] = isSecret ? "…" : value;

    /// <summary>Why options were refused, with the keys and the values of those that the refusal is about.</summary>
    public string Describe(ArgumentException refusal)
    {
        var message = refusal.Message;
        foreach (var end in new[] { " (Parameter '", Environment.NewLine })
            message = message.IndexOf(end, StringComparison.Ordinal) is > 0 and var index ? message[..index] : message;
        var given = _values.Where(pair => IsMeant(pair.Key, pair.Value, message, refusal.ParamName))
            .Select(pair => $"{_paths[pair.Key]} = '{pair.Value}'")
            .ToList();
        if (given.Count == 0 && refusal.ParamName is { } option && _paths.TryGetValue(option, out var path))
            given.Add(path);
        return given.Count == 0 ? message : $"{string.Join(", ", given)}: {message}";
    }

    /// <summary>Of a list the item is meant that the message quotes.</summary>
    static bool IsMeant(string option, string value, string message, string? parameter)
    {
        var name = option.EndsWith(']') ? option[..option.LastIndexOf('[')] : option;
        return (name == parameter || Regex.IsMatch(message, $@"(?<![\w.]){Regex.Escape(name)}(?!\w)"))
            && (name == option || message.Contains($"'{value}'", StringComparison.Ordinal));
    }
}
