using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using CsCheck;

namespace LeanRx.Protocol.Tests;

/// <summary>
/// Frames of every family with every member set or left out by chance. Reflection finds the members, so that a new one is tested from its first day.
/// </summary>
sealed class RandomFrames(Random random)
{
    static readonly Type[] Families = [.. typeof(Frame).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Frame)) && type != typeof(HeartbeatFrame))];

    // ASCII, what JSON escapes, two to four bytes of UTF-8, private use, line separators.
    static readonly string[] Letters =
        ["a", "Z", "0", "-", " ", "\"", "\\", "/", "\n", "\0", "\u001f", "\u007f", "é", "汤", "\u2028", "\uE000", "😀", "<", "{", "]", ",", ":"];

    static readonly string[] Elements =
        ["true", "0", "-1.50", "1e3", "\"\"", "\"\\u6c64\\ud83d\\ude00\"", "[]", "{}", "[null,[1]]", "{\"a\":{\"b\":[\"c\",false]},\"\\n\":2}"];

    static readonly ConcurrentDictionary<PropertyInfo, bool> Nullable = [];

    public static Gen<Frame> Gen { get; } = CsCheck.Gen.Int.Uniform.Select(seed => new RandomFrames(new Random(seed)).Next());

    public Frame Next() => (Frame)Make(Families[random.Next(Families.Length)]);

    object Make(Type type)
    {
        var constructor = type.GetConstructors().MinBy(it => it.GetParameters().Length)!;
        var arguments = constructor.GetParameters().Select(parameter => type switch
        {
            _ when type == typeof(LoginFrame) => OneOf(Commands.Login, Commands.LoggedIn, Commands.Logout, Commands.LoggedOut),
            _ when type == typeof(UnknownFrame) => "u-" + Text(),
            _ when type.GetProperty(parameter.Name!) is { } property && IsNullable(property) => Maybe(parameter.ParameterType, parameter.Name!),
            _ => Value(parameter.ParameterType),
        }).ToArray();
        var made = constructor.Invoke(arguments);
        var given = constructor.GetParameters().Select(static parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties().Where(it => it.CanWrite && !given.Contains(it.Name)))
            property.SetValue(made, IsNullable(property) ? Maybe(property.PropertyType, property.Name) : Value(property.PropertyType));
        return made;
    }

    static bool IsNullable(PropertyInfo property) =>
        Nullable.GetOrAdd(property, it => new NullabilityInfoContext().Create(it).WriteState == NullabilityState.Nullable);

    object? Maybe(Type type, string name) => random.Next(name == nameof(Frame.Extensions) ? 4 : 2) == 0 ? Value(type) : null;

    object Value(Type type) => (System.Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var it when it == typeof(string) => Text(),
        var it when it == typeof(int) => OneOf(random.Next(), -random.Next(), 0, 1, int.MinValue, int.MaxValue),
        var it when it == typeof(long) => OneOf(random.NextInt64(), -random.NextInt64(), 0, 1_700_000_000_000, long.MinValue, long.MaxValue),
        var it when it == typeof(bool) => random.Next(2) == 0,
        var it when it == typeof(byte[]) => Enumerable.Range(0, random.Next(20)).Select(_ => (byte)random.Next(256)).ToArray(),
        var it when it == typeof(JsonElement) => Json.Element(OneOf(Elements)),
        var it when it == typeof(ExtensionFields) =>
            new ExtensionFields(Enumerable.Range(0, 1 + random.Next(20))
            .Select(number => KeyValuePair.Create($"x{number}.{Text()}", Json.Element(random.Next(9) == 0 ? "null" : OneOf(Elements))))),
        var it when it == typeof(FrameSignature) => new FrameSignature(random.NextInt64(), Text() + "n", Text()),
        { IsGenericType: true } it when it.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => Items(it.GetGenericArguments()[0]),
        var it => Make(it),
    };

    Array Items(Type type)
    {
        var items = Array.CreateInstance(type, random.Next(4));
        for (var index = 0; index < items.Length; index++)
            items.SetValue(Value(type), index);
        return items;
    }

    string Text() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => OneOf(Letters)));

    T OneOf<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
