/** Plots for the documentation: SVG, drawn without a browser. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

export interface Plot {
	/** Of the file, without its ending. */
	file: string;
	title: string;
	kind: 'bar' | 'line';
	/** What stands below, and beside the values. */
	x: {
		name?: string;
		categories: string[];
		/** Where there are many: only every so-many-th is named. */
		every?: number;
	};
	y: { name: string; isLogarithmic?: boolean };
	series: Array<{ name: string; values: number[] }>;
}

const COLORS = ['#0b7a75', '#d1495b', '#edae49', '#30638e', '#8d96a3', '#5f0f40'];

/** On white, so that it can be read on a dark page as well. */
export function draw({ title, kind, x, y, series }: Plot): string {
	const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 360 });
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		color: COLORS,
		title: { text: title, left: 'center', top: 8, textStyle: { fontSize: 15, color: '#222' } },
		legend:
			series.length > 1 ? { bottom: 8, itemGap: 40, textStyle: { color: '#222' } } : undefined,
		grid: { left: 70, right: 30, top: 60, bottom: series.length > 1 ? 80 : 50 },
		xAxis: {
			type: 'category',
			data: x.categories,
			name: x.name,
			nameLocation: 'middle',
			nameGap: 26,
			axisLabel: {
				color: '#222',
				interval: (x.every ?? 1) - 1,
				width: (560 * (x.every ?? 1)) / x.categories.length,
				overflow: 'break',
			},
			nameTextStyle: { color: '#222' },
		},
		yAxis: {
			type: y.isLogarithmic ? 'log' : 'value',
			name: y.name,
			nameTextStyle: { color: '#222', align: 'left' },
			axisLabel: { color: '#222' },
		},
		series: series.map(({ name, values }) => ({
			name,
			type: kind,
			data: values.map((value) => Number(value.toFixed(value < 10 ? 1 : 0))),
			label: { show: kind === 'bar', position: 'top', color: '#222' },
			symbolSize: x.every === undefined ? 7 : 3,
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
