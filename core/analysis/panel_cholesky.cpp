#include "core/analysis/panel_cholesky.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

// Functions are compiled for several processors and chosen when the program runs: distributions build for the oldest.
#if defined(__x86_64__) && defined(__linux__)
#define THROUGHLINE_WIDE_VECTORS
#endif

namespace throughline::analysis {
namespace {

constexpr int strip_rows = 16;  // rows that are worked on together: 8, 4 or 2 vectors

// The panel's rows below its own block, in strips: strip s holds for each column of the panel its 16 rows side by side.
// Rows that fill up the last strip are zero.
class Strips {
public:
    void resize(std::size_t strips, int panel_columns)
    {
        constexpr std::size_t line_bytes = 64;  // a vector that lies across two lines of the cache is read twice
        columns_ = panel_columns;
        const auto count = strips * strip_rows * static_cast<std::size_t>(columns_);
        values_.assign(count + line_bytes / sizeof(double), 0.0);
        void* begin = values_.data();
        auto room = values_.size() * sizeof(double);
        begin_ = static_cast<double*>(std::align(line_bytes, count * sizeof(double), begin, room));
    }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] double* strip(std::size_t s) const
    {
        return begin_ + s * strip_rows * static_cast<std::size_t>(columns_);
    }

private:
    std::vector<double> values_;
    double* begin_ = nullptr;
    int columns_ = 0;
};

typedef double Vector2 __attribute__((vector_size(2 * sizeof(double))));
typedef double Vector4 __attribute__((vector_size(4 * sizeof(double))));
typedef double Vector8 __attribute__((vector_size(8 * sizeof(double))));

// Copying bytes is how a vector is read from and written to doubles at any place; it costs one instruction.
template <class Vector>
[[gnu::always_inline]] inline void load(Vector& vector, const double* from)
{
    __builtin_memcpy(&vector, from, sizeof(Vector));
}
template <class Vector>
[[gnu::always_inline]] inline void store(const Vector& vector, double* to)
{
    __builtin_memcpy(to, &vector, sizeof(Vector));
}
template <class Vector>
constexpr int width_of = sizeof(Vector) / sizeof(double);

// X L' = B for one strip, in place: column k is divided, then taken from all later columns.
template <class Vector>
[[gnu::always_inline]] inline void solve_strip(double* strip, const double* block, int columns)
{
    constexpr int width = width_of<Vector>, vectors = strip_rows / width;
    for (int k = 0; k < columns; ++k) {
        double* const x = strip + k * strip_rows;
        const double pivot = 1 / block[k * panel_columns_max + k];
        Vector solved[vectors];
        for (int v = 0; v < vectors; ++v) {
            load(solved[v], x + v * width);
            solved[v] *= pivot;
            store(solved[v], x + v * width);
        }
        for (int j = k + 1; j < columns; ++j) {
            double* const to = strip + j * strip_rows;
            const double factor = block[k * panel_columns_max + j];
            for (int v = 0; v < vectors; ++v) {
                Vector left;
                load(left, to + v * width);
                left -= solved[v] * factor;
                store(left, to + v * width);
            }
        }
    }
}

// Part of a tile (16 by 16, by columns) = A B', A and B being strips: `vectors` vectors of rows by `count` columns,
// which is what the processor's registers hold.
template <class Vector, int vectors, int count>
[[gnu::always_inline]] inline void multiply_part(const double* a, const double* b, int columns, double* tile)
{
    constexpr int width = width_of<Vector>;
    Vector sum[count][vectors] = {};
    for (int k = 0; k < columns; ++k) {
        Vector row[vectors];
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) load(row[v], a + k * strip_rows + v * width);
#pragma GCC unroll 8
        for (int j = 0; j < count; ++j)
#pragma GCC unroll 8
            for (int v = 0; v < vectors; ++v) sum[j][v] += row[v] * b[k * strip_rows + j];
    }
#pragma GCC unroll 8
    for (int j = 0; j < count; ++j)
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) store(sum[j][v], tile + j * strip_rows + v * width);
}

template <class Vector, int vectors, int count>
[[gnu::always_inline]] inline void multiply_tile(const double* a, const double* b, int columns, double* tile)
{
    constexpr int rows = vectors * width_of<Vector>;
    for (int j = 0; j < strip_rows; j += count)
        for (int i = 0; i < strip_rows; i += rows)
            multiply_part<Vector, vectors, count>(a + i, b + j, columns, tile + j * strip_rows + i);
}

struct Kernel {
    void (*solve)(double* strip, const double* block, int columns);
    void (*multiply)(const double* a, const double* b, int columns, double* tile);
};

void solve_2(double* strip, const double* block, int columns) { solve_strip<Vector2>(strip, block, columns); }
void multiply_2(const double* a, const double* b, int columns, double* tile)
{
    multiply_tile<Vector2, 2, 4>(a, b, columns, tile);
}

#ifdef THROUGHLINE_WIDE_VECTORS
[[gnu::target("avx2,fma")]] void solve_4(double* strip, const double* block, int columns)
{
    solve_strip<Vector4>(strip, block, columns);
}
[[gnu::target("avx2,fma")]] void multiply_4(const double* a, const double* b, int columns, double* tile)
{
    multiply_tile<Vector4, 2, 4>(a, b, columns, tile);
}
[[gnu::target("avx512f")]] void solve_8(double* strip, const double* block, int columns)
{
    solve_strip<Vector8>(strip, block, columns);
}
[[gnu::target("avx512f")]] void multiply_8(const double* a, const double* b, int columns, double* tile)
{
    multiply_tile<Vector8, 2, 8>(a, b, columns, tile);
}
#endif

Kernel fastest_kernel()
{
#ifdef THROUGHLINE_WIDE_VECTORS
    if (__builtin_cpu_supports("avx512f")) return {solve_8, multiply_8};
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return {solve_4, multiply_4};
#endif
    return {solve_2, multiply_2};
}

class Factorisation {
public:
    explicit Factorisation(Eigen::MatrixXd& matrix)
        : values_(matrix.data()), stride_(static_cast<std::size_t>(matrix.rows())), kernel_(fastest_kernel())
    {}

    bool add(const Panel& panel)
    {
        if (!factorise_block(panel)) return false;
        if (panel.below.empty()) return true;
        gather(panel);
        for (std::size_t s = 0; s < strips_of(panel); ++s)
            kernel_.solve(strips_.strip(s), block_.data(), strips_.columns());
        put_back(panel);
        update(panel);
        return true;
    }

private:
    static std::size_t strips_of(const Panel& panel) { return (panel.below.size() + strip_rows - 1) / strip_rows; }
    double* column(std::int32_t at) { return values_ + static_cast<std::size_t>(at) * stride_; }

    // The panel's own rows and columns, into a block of their own by columns.
    bool factorise_block(const Panel& panel)
    {
        const int columns = panel.end - panel.begin;
        for (int k = 0; k < columns; ++k)
            std::copy_n(column(panel.begin + k) + panel.begin + k, columns - k, &block_[index(k, k)]);
        for (int k = 0; k < columns; ++k) {
            const double pivot = block_[index(k, k)];
            if (!(pivot > 0)) return false;
            const double root = std::sqrt(pivot);
            for (int i = k; i < columns; ++i) block_[index(i, k)] /= root;
            for (int j = k + 1; j < columns; ++j) {
                const double factor = block_[index(j, k)];
                for (int i = j; i < columns; ++i) block_[index(i, j)] -= block_[index(i, k)] * factor;
            }
        }
        for (int k = 0; k < columns; ++k)
            std::copy_n(&block_[index(k, k)], columns - k, column(panel.begin + k) + panel.begin + k);
        return true;
    }

    static std::size_t index(int row, int column) { return static_cast<std::size_t>(column * panel_columns_max + row); }

    void gather(const Panel& panel)
    {
        strips_.resize(strips_of(panel), panel.end - panel.begin);
        for (int k = 0; k < strips_.columns(); ++k) {
            const double* const from = column(panel.begin + k);
            for (std::size_t i = 0; i < panel.below.size(); ++i)
                strips_.strip(i / strip_rows)[static_cast<std::size_t>(k) * strip_rows + i % strip_rows] =
                    from[panel.below[i]];
        }
    }

    void put_back(const Panel& panel)
    {
        for (int k = 0; k < strips_.columns(); ++k) {
            double* const to = column(panel.begin + k);
            for (std::size_t i = 0; i < panel.below.size(); ++i)
                to[panel.below[i]] =
                    strips_.strip(i / strip_rows)[static_cast<std::size_t>(k) * strip_rows + i % strip_rows];
        }
    }

    // What the panel takes from the columns of its rows: P P', a tile of 16 by 16 at a time.
    void update(const Panel& panel)
    {
        alignas(64) std::array<double, strip_rows * strip_rows> tile;
        for (std::size_t b = 0; b < strips_of(panel); ++b)
            for (std::size_t a = b; a < strips_of(panel); ++a) {
                kernel_.multiply(strips_.strip(a), strips_.strip(b), strips_.columns(), tile.data());
                take(panel, a, b, tile.data());
            }
    }

    void take(const Panel& panel, std::size_t a, std::size_t b, const double* tile)
    {
        const auto* const rows = &panel.below[a * strip_rows];
        const auto row_count = std::min<std::size_t>(strip_rows, panel.below.size() - a * strip_rows);
        const auto column_count = std::min<std::size_t>(strip_rows, panel.below.size() - b * strip_rows);
        const bool is_full = row_count == strip_rows && rows[strip_rows - 1] - rows[0] == strip_rows - 1;
        for (std::size_t j = 0; j < column_count; ++j) {
            double* const to = column(panel.below[b * strip_rows + j]);
            const double* const from = tile + j * strip_rows;
            if (is_full)
                for (std::size_t i = 0; i < strip_rows; ++i) to[static_cast<std::size_t>(rows[0]) + i] -= from[i];
            else
                for (std::size_t i = 0; i < row_count; ++i) to[rows[i]] -= from[i];
        }
    }

    double* values_;
    std::size_t stride_;
    Kernel kernel_;
    Strips strips_;
    alignas(64) std::array<double, static_cast<std::size_t>(panel_columns_max) * panel_columns_max> block_{};
};

}  // namespace

std::vector<Panel> dense_panels(std::int32_t columns)
{
    std::vector<Panel> panels;
    for (std::int32_t begin = 0; begin < columns; begin += panel_columns_max) {
        Panel panel{begin, std::min(columns, begin + panel_columns_max), {}};
        for (auto row = panel.end; row < columns; ++row) panel.below.push_back(row);
        panels.push_back(std::move(panel));
    }
    return panels;
}

bool factorise(Eigen::MatrixXd& matrix, const std::vector<Panel>& panels)
{
    Factorisation factorisation(matrix);
    return std::ranges::all_of(panels, [&](const Panel& panel) { return factorisation.add(panel); });
}

}  // namespace throughline::analysis
