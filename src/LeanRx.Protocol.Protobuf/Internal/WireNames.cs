using System.Globalization;
using Google.Protobuf.Reflection;
using LeanRx.Protocol.Protobuf.Internal.Messages;

namespace LeanRx.Protocol.Protobuf.Internal;

// protocol.md §3.2, §3.3
/// <summary>How the JSON dialects spell what <c>frames.proto</c> numbers.</summary>
static class WireNames
{
    static readonly EnumDescriptor s_commands = FramesReflection.Descriptor.FindTypeByName<EnumDescriptor>(nameof(CommandType));

    /// <summary>The name of a value: hyphens for underscores. A number that has no name is its own name.</summary>
    public static string NameOf(EnumDescriptor values, int number) =>
        values.FindValueByNumber(number)?.Name.Replace('_', '-') ?? number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The number of a name; false when it has none.</summary>
    public static bool TryGetNumber(EnumDescriptor values, string name, out int number)
    {
        var value = values.FindValueByName(name.Replace('-', '_'));
        number = value?.Number ?? 0;
        return value is not null
            || (int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && NameOf(values, number) == name);
    }

    public static string NameOf(CommandType command) => NameOf(s_commands, (int)command);

    public static bool TryGetCommand(string name, out CommandType command)
    {
        var isKnown = TryGetNumber(s_commands, name, out var number);
        command = (CommandType)number;
        return isKnown;
    }

    /// <summary>The field with what is peculiar to a family; null for families that have none, and for unknown ones.</summary>
    public static FieldDescriptor? BodyOf(CommandType command) => GenericCommand.Descriptor.FindFieldByName(NameOf(command) + "Message");
}
