namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A piece of SQL inside a <see cref="Statement"/>, where anything else would become a parameter.</summary>
readonly record struct Raw(string Sql);
