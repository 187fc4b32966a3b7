using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Configuration.Internal;
using Microsoft.Extensions.Configuration;

namespace LeanRx.Cli.Configuring;

/// <summary>A JSON file with the options of a server in the section <c>LeanRx</c>, as in the <c>appsettings.json</c> of an application.</summary>
static class ConfigurationFile
{
    /// <summary>Larger is something else, in bytes.</summary>
    const int MostBytes = 4 << 20;

    /// <param name="path">The file.</param>
    /// <param name="name">What told it, for messages.</param>
    /// <param name="warnings">Told when others can read secrets in it.</param>
    /// <exception cref="ToolException">It cannot be read, is no JSON, or holds another section.</exception>
    public static ConfigurationLayer Read(string path, string name, TextWriter warnings)
    {
        try
        {
            using var content = new MemoryStream(ReadAll(path));
            var file = new ConfigurationBuilder().AddJsonStream(content).Build();
            foreach (var section in file.GetChildren())
            {
                if (!string.Equals(section.Key, ConfigurationLayer.Root, StringComparison.OrdinalIgnoreCase))
                    throw new ToolException($"{name} {path}: {section.Key}: there is no such section, the options of the server stand in " +
                        ConfigurationLayer.Root + (LikelyName.Of(section.Key, [ConfigurationLayer.Root]) is { } meant ? $"; did you mean {meant}?" : ""));
            }

            var layer = new ConfigurationLayer(path, file.AsEnumerable());
            if (layer.Values.Any(pair => Flags.IsSecret(pair.Key, pair.Value)) && !OperatingSystem.IsWindows()
                && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                warnings.WriteLine(PlainText.Of($"leanrx: {name} {path}: there are keys in it, and others on this machine can read it; chmod 600 keeps them"));
            return layer;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
            or FormatException or InvalidDataException or JsonException)
        {
            throw new ToolException($"{name} {path}: cannot be used: {exception.GetBaseException().Message}", exception);
        }
    }

    static byte[] ReadAll(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var buffer = new byte[MostBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MostBytes ? buffer[..length] : throw new IOException($"it is larger than {MostBytes:N0} bytes");
    }
}
