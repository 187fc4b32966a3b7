using Microsoft.Extensions.Configuration;

namespace LeanRx.Cli.Configuring;

/// <summary>What one source tells, by key.</summary>
/// <param name="source">The source, for messages.</param>
/// <param name="values">What it tells; a key alone tells nothing.</param>
sealed class ConfigurationLayer(string source, IEnumerable<KeyValuePair<string, string?>> values)
{
    /// <summary>The section in which the options of a server stand, in files and in the environment.</summary>
    public const string Root = "LeanRx";

    /// <summary>The source, for messages.</summary>
    public string Source { get; } = source;

    /// <summary>Values by their whole key.</summary>
    public IReadOnlyDictionary<string, string> Values { get; } = values.Where(pair => pair.Value is not null)
        .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Variables such as <c>LeanRx__Engine__Limits__MaxMembers</c>.</summary>
    public static ConfigurationLayer OfEnvironment() => new("the environment", new ConfigurationBuilder().AddEnvironmentVariables().Build().AsEnumerable()
        .Where(pair => pair.Key.StartsWith(Root + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it tells the key, or one below it.</summary>
    public bool Tells(string key) => Values.Keys.Any(told => IsAtOrBelow(told, key));

    /// <summary>Whether a key is another one, or one below it.</summary>
    public static bool IsAtOrBelow(string key, string other) => key.StartsWith(other, StringComparison.OrdinalIgnoreCase)
        && (key.Length == other.Length || key[other.Length] == ConfigurationPath.KeyDelimiter[0]);
}
