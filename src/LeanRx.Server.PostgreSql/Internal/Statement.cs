using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A statement with its parameters, written as an interpolated string: every value in it becomes a parameter.</summary>
/// <remarks>Statements of the same shape have the same text, so that they are prepared once.</remarks>
[InterpolatedStringHandler]
sealed class Statement(int literalLength, int formattedCount)
{
    static readonly string[] s_numbers = [.. Enumerable.Range(0, 64).Select(number => $"${number}")];

    readonly List<object> _parts = new(2 * formattedCount + 1);

    public void AppendLiteral(string sql) => _parts.Add(sql);

    public void AppendFormatted(Raw sql) => _parts.Add(sql.Sql);

    public void AppendFormatted(Statement? part)
    {
        if (part is not null) _parts.AddRange(part._parts);
    }

    public void AppendFormatted(string? text) => Add(NpgsqlDbType.Text, text is null ? null : StoredText.Of(text));

    public void AppendFormatted(long number) => _parts.Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint, TypedValue = number });

    public void AppendFormatted(long? number) => Add(NpgsqlDbType.Bigint, number);

    public void AppendFormatted(int? number) => Add(NpgsqlDbType.Integer, number);

    public void AppendFormatted(bool value) => _parts.Add(new NpgsqlParameter<bool> { NpgsqlDbType = NpgsqlDbType.Boolean, TypedValue = value });

    public void AppendFormatted(byte[] octets) => Add(NpgsqlDbType.Bytea, octets);

    public void AppendFormatted(IEnumerable<string?>? texts) =>
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, texts?.Select(text => text is null ? null : StoredText.Of(text)).ToArray());

    public void AppendFormatted(IEnumerable<long> numbers) => Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, numbers.ToArray());

    public void AppendFormatted(IEnumerable<long?> numbers) => Add(NpgsqlDbType.Array | NpgsqlDbType.Bigint, numbers.ToArray());

    public void AppendFormatted(IEnumerable<int?> numbers) => Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, numbers.ToArray());

    public void AppendFormatted(IEnumerable<bool> values) => Add(NpgsqlDbType.Array | NpgsqlDbType.Boolean, values.ToArray());

    /// <summary>Hands the parameters over, each once however often it is named, and returns the text.</summary>
    public string WriteTo(NpgsqlParameterCollection parameters)
    {
        var text = new StringBuilder(literalLength + 4 * formattedCount);
        Dictionary<NpgsqlParameter, string> numbers = [];
        foreach (var part in _parts)
        {
            if (part is NpgsqlParameter parameter)
            {
                if (!numbers.TryGetValue(parameter, out var number))
                {
                    numbers.Add(parameter, number = Numbered(numbers.Count + 1));
                    parameters.Add(parameter);
                }

                text.Append(number);
            }
            else text.Append((string)part);
        }

        return text.ToString();
    }

    static string Numbered(int number) => number < s_numbers.Length ? s_numbers[number] : $"${number}";

    void Add(NpgsqlDbType type, object? value) => _parts.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
