using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LeanRx.Configuration.Internal;

/// <summary>Reads options from a section of configuration by their names, without reflection. All that cannot be is gathered in its findings.</summary>
sealed class SectionReader
{
    const string Infinite = "Infinite";

    readonly IConfiguration _section;
    readonly string _path;
    readonly string _option;
    readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public SectionReader(IConfiguration section) : this(section, "", new ConfigurationFindings())
    {
    }

    SectionReader(IConfiguration section, string option, ConfigurationFindings findings)
    {
        _section = section;
        _path = (section as IConfigurationSection)?.Path ?? "";
        _option = option;
        Findings = findings;
    }

    public ConfigurationFindings Findings { get; }

    /// <param name="name">The name of the option.</param>
    /// <param name="isSecret">Whether errors must not repeat the value. A secret may also stand in a file, which <c>…File</c> names.</param>
    public string? Text(string name, bool isSecret = false)
    {
        var value = _section[Ask(name)];
        if (isSecret)
            value = SecretOf(name, value);
        if (value is not null)
            Findings.Give(_option + name, value, isSecret);
        return value;
    }

    public bool? Bool(string name) => Value<bool>(name, "true or false", static (string text, out bool value) => bool.TryParse(text, out value));

    public int? Int32(string name) => Value<int>(name, $"a whole number of at most {int.MaxValue:N0}", static (string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public long? Int64(string name) => Value<long>(name, $"a whole number of at most {long.MaxValue:N0}", static (string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public Uri? Url(string name, bool isSecret = false) =>
        Reference<Uri>(name, "an absolute URL", static (string text, out Uri? value) => Uri.TryCreate(text, UriKind.Absolute, out value), isSecret);

    public Version? Version(string name) =>
        Reference<Version>(name, "a version such as 2.0", static (string text, out Version? value) => System.Version.TryParse(text, out value));

    /// <summary>A number alone would be days, which nobody means who writes 30.</summary>
    public TimeSpan? Time(string name) => Value<TimeSpan>(name, $"a time such as 00:00:30, or {Infinite}", static (string text, out TimeSpan value) =>
    {
        if (string.Equals(text.Trim(), Infinite, StringComparison.OrdinalIgnoreCase))
        {
            value = Timeout.InfiniteTimeSpan;
            return true;
        }
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value) && text.Contains(':', StringComparison.Ordinal);
    });

    public T? Choice<T>(string name) where T : struct, Enum => Value<T>(name, $"one of {string.Join(", ", Enum.GetNames<T>())}",
        static (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && !char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+')
            && Enum.IsDefined(value));

    /// <summary>A list of texts; null where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Children(name) is { } items ? [.. items.Select((item, index) =>
    {
        Findings.Ask($"{_option}{name}[{index}]", item.Path);
        Findings.Give($"{_option}{name}[{index}]", item.Value ?? "");
        return item.Value ?? "";
    })] : null;

    /// <summary>A list of sections; null where there is none.</summary>
    public IReadOnlyList<SectionReader>? Sections(string name) => Children(name) is { } items
        ? [.. items.Select((item, index) => new SectionReader(item, $"{_option}{name}[{index}].", Findings))]
        : null;

    /// <summary>The section of a name.</summary>
    /// <param name="option">How names in it begin where options are refused.</param>
    /// <param name="hasValue">Whether it may have a value of its own, which is read by itself.</param>
    public SectionReader Section(string name, string option = "", bool hasValue = false)
    {
        var section = _section.GetSection(Ask(name));
        if (!hasValue && section.Value is { Length: > 0 } value)
            Findings.Add($"{section.Path} = '{value}': there are options below it, it has no value of its own.");
        return new SectionReader(section, option, Findings);
    }

    /// <summary>Lets names stand in the section that others ask for.</summary>
    public void Allow(IEnumerable<string> names) => _names.UnionWith(names);

    /// <summary>Adds what is wrong with the section as a whole.</summary>
    public void Refuse(string why) => Findings.Add($"{_path}: {why}.");

    /// <summary>Adds what nobody has asked for: a misspelt option would have no effect. At the root of configuration, others have theirs.</summary>
    public void RefuseUnknown()
    {
        if (_path.Length == 0)
            return;
        foreach (var child in _section.GetChildren())
        {
            if (!_names.Contains(child.Key))
                Findings.Add($"{child.Path}: there is no such option, or configuration cannot tell it" +
                    (LikelyName.Of(child.Key, _names) is { } meant ? $"; did you mean {meant}?" : "."));
        }
    }

    /// <summary>What a file holds, as secrets of Docker, Kubernetes and systemd stand in files; one line end at its end is the editor's.</summary>
    string? SecretOf(string name, string? value)
    {
        var fileName = name + "File";
        if (_section[Ask(fileName)] is not { } file)
            return value;
        Findings.Give(_option + fileName, file);
        if (value is not null)
        {
            Findings.Add($"{PathOf(name)}: {PathOf(fileName)} is given as well: give one of them.");
            return value;
        }

        try
        {
            var secret = File.ReadAllText(file);
            secret = secret.EndsWith('\n') ? secret[..^(secret.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : secret;
            if (secret.Length > 0)
                return secret;
            Findings.Add($"{PathOf(fileName)} = '{file}': the file is empty.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Findings.Add($"{PathOf(fileName)} = '{file}': cannot be read: {exception.Message}");
        }

        // Not null: that there is none would be one more mistake.
        return "";
    }

    delegate bool Parser<T>(string text, out T value);

    T? Value<T>(string name, string wanted, Parser<T> parse) where T : struct =>
        Text(name) is not { } text ? null : parse(text, out var value) ? value : (T?)Refuse(name, text, wanted);

    T? Reference<T>(string name, string wanted, Parser<T?> parse, bool isSecret = false) where T : class =>
        Text(name, isSecret) is not { } text ? null : parse(text, out var value) ? value : (T?)Refuse(name, isSecret ? "…" : text, wanted);

    object? Refuse(string name, string text, string wanted)
    {
        Findings.Add($"{PathOf(name)} = '{text}': must be {wanted}.");
        return null;
    }

    List<IConfigurationSection>? Children(string name)
    {
        var section = _section.GetSection(Ask(name));
        var children = section.GetChildren().ToList();
        if (section.Value is { Length: > 0 } value)
            Findings.Add($"{section.Path} = '{value}': must be a list.");
        return children.Count > 0 || section.Value is not null ? children : null;
    }

    string Ask(string name)
    {
        _names.Add(name);
        Findings.Ask(_option + name, PathOf(name));
        return name;
    }

    string PathOf(string name) => _path.Length == 0 ? name : ConfigurationPath.Combine(_path, name);
}
