using Microsoft.Extensions.Configuration;

namespace LeanRx.Cli.Configuring;

/// <summary>What the command line tells, by key. A list replaces the list of other sources.</summary>
sealed class Flags
{
    readonly List<FlagValue> _values = [];
    readonly List<string> _replaced = [];

    public IReadOnlyList<FlagValue> Values => _values;

    /// <param name="flag">The option of the command line.</param>
    /// <param name="key">The key below the section; null for none of its own.</param>
    /// <param name="value">What was given; null for nothing.</param>
    /// <param name="told">The value in configuration, where that is another one.</param>
    public void Set(string flag, string key, string? value, string? told = null)
    {
        if (value is not null)
            Add(key, told ?? value, IsSecret(key, value) ? flag : $"{flag} {value}");
    }

    /// <summary>Sets what a switch means.</summary>
    public void Switch(string flag, string key, string value) => Add(key, value, flag);

    /// <summary>Sets a key that was named: <c>--set KEY=VALUE</c>.</summary>
    public void Named(string flag, string key, string value) => Add(key, value, IsSecret(key, value) ? $"{flag} {key}" : $"{flag} {key}={value}");

    /// <summary>Replaces a list.</summary>
    public void Replace(string flag, string key, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return;
        _replaced.Add(Whole(key));
        for (var index = 0; index < values.Count; index++)
            Add($"{key}:{index}", values[index], $"{flag} {values[index]}");
    }

    /// <summary>Forgets what other sources tell of a key.</summary>
    public void Forget(string key) => _replaced.Add(Whole(key));

    public bool Tells(string key) => _values.Exists(flag => string.Equals(flag.Key, Whole(key), StringComparison.OrdinalIgnoreCase));

    /// <summary>What holds when other sources tell something as well.</summary>
    public void Over(Dictionary<string, string> values)
    {
        foreach (var key in values.Keys.Where(key => _replaced.Exists(list => ConfigurationLayer.IsAtOrBelow(key, list))).ToList())
            values.Remove(key);
        foreach (var (key, value, _) in _values)
            values[key] = value;
    }

    /// <summary>
    /// Whether a value must not be shown: of a key whose name ends as those of secrets do, or one with a password in it, as databases are named.
    /// </summary>
    public static bool IsSecret(string key, string value) => IsSecret(key) || value.Contains("password=", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether no value of a key may be shown.</summary>
    static bool IsSecret(string key) => key[(key.LastIndexOf(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal) + 1)..] is var name
        && !name.Equals("CertificateKey", StringComparison.OrdinalIgnoreCase)
        && new[] { "Key", "Secret", "Password", "Token", "ServiceAccount" }.Any(end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    void Add(string key, string value, string shown) => _values.Add(new FlagValue(Whole(key), value, shown));

    static string Whole(string key) => ConfigurationPath.Combine(ConfigurationLayer.Root, key);
}
